"""What is seen and touched: screens show a state and dispatch events; they decide nothing."""
