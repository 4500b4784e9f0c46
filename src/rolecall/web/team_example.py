"""An ad, a loop and a rubric to try the audit with; invented."""

AD = """Research Scientist, Sequential Decisions
Lanternfish Labs

About the role
You will set the research agenda for our work on offline reinforcement learning, from question to paper.

What you will do
- Formulate open problems in off-policy evaluation and propose methods for them
- Design experiments and ablations that hold up to scrutiny, and publish at venues such as NeurIPS and ICML
- Release code with which others can reproduce our results
- Work with two product teams to bring one method a year into production
- Mentor interns and junior researchers

What we look for
- A PhD in machine learning or a similar record of published work
- Strong Python and PyTorch
"""

LOOP = """1. Recruiter call, 30 min
2. Coding: two algorithm puzzles, 60 min, a software engineer; scored: correctness, speed
3. Coding: data structures, 60 min, a software engineer; scored: correctness
4. ML trivia: rapid questions on definitions, 45 min, a senior scientist
5. System design, 60 min, a staff engineer
6. Behavioural conversation, 30 min, the hiring manager
"""

RUBRIC = """Correctness of code 40%
Speed 20%
ML knowledge 25%
Communication 15%
"""
