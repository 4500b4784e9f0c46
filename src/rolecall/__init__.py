"""RoleCall: find out what a machine-learning role really is before interviewing for it."""
