"""The second factor: enrolment, proof, the guard state, recovery codes, and the generations they cause."""
