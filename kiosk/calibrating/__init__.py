"""The shell around the calibration's pure engine: the live instrument, the database, and who may measure today.

``care`` decides for the thermometer's thread which correction applies; ``bench`` leads one calibration, whoever shows
it (terminal or touchscreen); ``quick`` does the check between two; ``live`` reads an instrument where no thread does.
"""
