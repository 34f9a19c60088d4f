"""The second factor: enrolment, verification, the guard state, recovery codes, and the changes of generation they cause."""
