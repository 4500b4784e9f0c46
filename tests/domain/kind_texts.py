"""Texts of our own of every kind, short and long, as people paste them."""

from rolecall.domain.roles import SourceKind

TEXTS: dict[SourceKind, tuple[str, ...]] = {
    SourceKind.AD: (
        "Machine Learning Engineer\nHarbour Audio\nBuild and serve ranking models. 3+ years of Python."
        " Apply by Friday.",
        "We are looking for a research scientist who will pose their own questions in speech. You will"
        " publish and"
        " supervise students. A PhD is required. Applications are open until May.",
        "What you'll do\n- Train models for search\n- Deploy them\n\nWhat you'll bring\n- Python\n-"
        " SQL\n\nBenefits\n- Pension",
        "build and maintain the feature store\nown the deployment of ranking models\nwork with product"
        " managers\n"
        "write tested code and review that of others\nmonitor models in production and answer alerts\n"
        "mentor two junior engineers\nimprove the latency of the retrieval service\nkeep our data"
        " pipelines healthy\n"
        "help to plan the roadmap for the coming year with the platform team and the data team in oslo",
        "Join Fennmark as an Applied Scientist! You'll develop forecasting models for 200 shops, run A/B"
        " tests and work"
        " with buyers. Salary 60-80k. Hybrid, two days in the office.",
        "About us\nFernworks grows trees and maps them.\n\nThe role\nYou will label satellite pictures,"
        " train segmentation"
        " models and report to the head of data.\n\nThe interview has two rounds.\n\nWe are an equal"
        " opportunity employer.",
        "Senior Data Scientist (f/m/d)\nYour tasks: model demand, present results, own dashboards.\n"
        "Your profile: degree in statistics, SQL, R.",
        "Postdoctoral position in causal inference. The successful candidate will work on identification"
        " with Prof."
        " Lind. Duration two years. Please send a CV and two letters of reference.",
        "Fennmark is hiring an ML engineer. Requirements: experience with Kubernetes, PyTorch."
        " Responsibilities: on-call,"
        " deployments, code reviews.",
    ),
    SourceKind.MESSAGE: (
        "Hi Noor, I'm Dana from Northlight and I came across your papers. Are you open to a quick chat?",
        "Noor, saw your talk on routing. We are hiring research scientists at Northlight. Fancy a call"
        " next week? Dana",
        "Would you be interested in a role at Fernworks? I think your background fits. Let me know a"
        " good time to talk.",
        "Dear Dr. Haddad,\n\nI am a recruiter at Brightwater. My client looks for a Staff Scientist who"
        " will lead their"
        " vision group. The work is mostly applied.\n\nKind regards,\nLena Okafor",
        "Hey! Big fan of your repo. We're a seed-stage startup building agents and need a founding"
        " researcher. Up for"
        " coffee?",
        "Subject: Opportunity at Harbour Audio\n\nHello Noor,\nyour profile stood out to us. We have an"
        " opening for an"
        " ML Engineer and I'd love to tell you more.\n\nBest,\nAna Ruiz\nTalent Partner",
        "I noticed your thesis on calibration and wanted to reach out about our research engineer"
        " position. Happy to"
        " share the details over a short call.",
        "Ana Ruiz \u2022 2nd \u2022 Talent Partner at Harbour Audio\nYour experience in speech is"
        " exactly what our team needs."
        " Open to hearing more?",
        "Following up on my last note: are you still open to exploring the applied scientist role at"
        " Fennmark? The team"
        " would love to meet you.",
    ),
    SourceKind.REPLY: (
        "Hi Noor, thanks for your questions! The loop has three rounds. I'll check with the manager"
        " about papers. Best, Dana",
        "Great questions. There are two coding rounds and a talk. I will get back to you about compute.",
        "> What does the interview consist of?\nA phone screen and an onsite of four hours.\n\n> May I"
        " publish?\nYes, after"
        " a review of two weeks.\n\nBest,\nAna",
        "Thank you for your email. Regarding the publication policy: legal reviews each paper. As for"
        " the team, it has six"
        " people.",
        "Hi Noor,\n\nto answer your questions:\n1. Three rounds.\n2. Success means a launched model.\n3."
        " I don't know about"
        " the cluster, I'll ask.\n\nCheers,\nDana",
        "Thanks for getting back to me! You asked whether the talk counts: it does, it is the second round.",
        "Dear Noor,\n\nmany thanks for your message. I spoke to the hiring manager and she says most of"
        " the work is"
        " engineering. We can talk about the rest by phone.\n\nRegards,\nLena",
        "Re: your questions\n\nThe team has two papers at ICML this year, and yes, you could present"
        " your own work.",
        "Good question! I asked the hiring manager: you would own the deployment. I'm not sure about"
        " patents and will find"
        " out.",
    ),
    SourceKind.REPORT: (
        "I interviewed with Northlight last week. They asked me two LeetCode questions, then SQL trivia.",
        "Three rounds at Fernworks. First was a coding screen on graphs. Second they wanted a system"
        " design. Third was a"
        " chat with the manager. Nobody mentioned my papers. Rejected after a week.",
        "My onsite was mostly whiteboard coding even though the recruiter had said it would be a"
        " research talk.",
        "She applied for a research scientist role, and the interviewers asked her to reverse a linked"
        " list and to derive"
        " backpropagation. She got an offer after nine days.",
        "A friend went through the loop at Brightwater: one take-home, then a panel where he was grilled"
        " on probability. He"
        " never met the team.",
        "How it went: the first interview was a HackerRank test with three questions in ninety minutes."
        " I solved two. Then"
        " silence.",
        "The screen lasted forty minutes. We talked about my thesis for five of them; the rest was"
        " dynamic programming. I"
        " was told afterwards that the bar is the same for all engineers.",
        "Just finished the final round. The interviewer asked about batch norm, transformers, then how I"
        " would scale a"
        " feature store. I think I failed the last part.",
        "We prepared a talk for weeks, but in the interview they only gave us puzzles. The recruiter"
        " ghosted me"
        " afterwards.",
    ),
    SourceKind.CV: (
        "Noor Haddad\nCurriculum vitae\nEducation\nPhD, Oslo\nExperience\nIntern, Harbour"
        " Audio\nPublications\nSkills\nJAX",
        "NOOR HADDAD\nnoor@x.example | +47 555 01 23\n\nEXPERIENCE\nResearch intern, Harbour Audio,"
        " 2022-2023\n- Trained"
        " speech models\n\nEDUCATION\nMSc Statistics, Bergen, 2021\n\nSKILLS\nPython, C++",
        "Work experience\n2021-2024 Data Scientist, Fennmark: built forecasting models\n2019-2021"
        " Analyst\n\nEducation\n"
        "BSc Mathematics, 2019, GPA 3.8\n\nLanguages\nNorwegian, Arabic",
        "Resume of Ada Lind\nSelected publications\nLind, A. Sparse routing. 2023.\nTeaching"
        " experience\nTA, Statistics\n"
        "References available on request",
        "Summary\nEngineer with six years in search.\n\nEmployment\nFernworks, Senior Engineer, Jan 2020"
        " - present\n- Led the"
        " rewrite of the ranker\n- Cut cost by a third\n\nEducation\nMSc, Lund\n\nCertifications\nAWS",
        "PhD candidate, University of Oslo, 2020 - 2024. Thesis: calibration of speech models."
        " Supervisor: Prof. Lind.\n"
        "Publications: three at ICML.\nAwards: best poster.\nSkills: Python, JAX.",
    ),
    SourceKind.PAPER: (
        "Sparse Routing\nAbstract\nIn this paper we propose a router. Our experiments work.\nReferences",
        "Calibrated Speech\nN. Haddad, A. Lind\nAbstract\nWe show that calibration fails under noise and"
        " propose a mend.\n"
        "1 Introduction\nSpeech models are used widely [1].",
        "We introduce a new estimator for causal effects and prove that it is consistent. Section 2"
        " reviews related work;"
        " Table 1 gives results on four data sets. Our method outperforms the baselines.",
        "Lind et al. (2021) study pruning. In contrast, we demonstrate that pruning at initialisation"
        " suffices. Figure 3"
        " shows the loss against sparsity. We thank the reviewers.",
        "1 Introduction\nNeural routers collapse. 2 Related Work\nMixtures of experts date back to the"
        " nineties. 3 Method\n"
        "Let x be an input. 4 Experiments\nWe train on three corpora. 5 Conclusion\nRouters need noise.",
        "Theorem 1. Let f be convex. Then gradient descent converges. Proof. By Lemma 2 the step is"
        " bounded. We prove that"
        " the rate is tight in the appendix.",
    ),
    SourceKind.NOTE: (
        "Remember to ask about compute.",
        "How do I prepare for a research talk?",
        "I have two offers, one from a lab in Oslo and one from a startup in Berlin. The lab pays less"
        " but lets people"
        " publish, the startup would let me own a product from day one. I am torn, because I care about"
        " papers, yet I also"
        " want to see things used by real people, and I do not know how to weigh the two against each"
        " other. What should I"
        " look at before I decide, and whom could I ask about it?",
        "talked to Dana: three rounds, no papers, team of six",
        "My plan for this week: read about system design on Monday, practise two talks, sleep.",
        "What is the difference between an applied scientist and a research engineer? Is it true that"
        " one of them codes"
        " more? I have read a few descriptions online and each company seems to use the titles in its"
        " own way. Some say"
        " the scientist designs models and the engineer ships them, others say the reverse. I would like"
        " to understand"
        " which of the two would leave me more time for my own papers, and how I could find that out"
        " early on?",
        "compute?? ask the manager. also ask who owns deployment",
        "Can you explain how to answer a question on data leakage in a mock interview?",
        "Thoughts on Northlight: friendly people, unclear scope, the salary seems fine. I want to sleep"
        " on it.",
        "I do not have a PhD. Should I still go for research roles, or is it wiser to start as an"
        " engineer and move later?"
        " I have three years of experience in backend work, one workshop paper and a small open library."
        " My manager says I"
        " could move to the science team within the company in a year or two, but nothing is written"
        " down, and I am afraid"
        " of waiting for a promise. How would you weigh that, and which questions would you put to my"
        " manager?",
        "Does a take-home exercise of eight hours count as normal?",
        "Fernworks - call on Tuesday at ten, prepare two stories",
    ),
}
