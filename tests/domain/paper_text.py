"""A small paper of our own as a PDF gives it: wrapped lines, running heads, cut words, page numbers."""

TITLE = "Borrowed Confidence: Early Stopping for Ticket Routing with Disagreeing Students"

PAGES = (
    """Working Notes on Applied Routing
Borrowed Confidence: Early Stopping for
Ticket Routing with Disagreeing Students
Mara Lindqvist, Tobias Okafor
Institute for Plain Methods, Example City
mara@example.org
Abstract
Support desks route thousands of tickets a day, and the largest model
is rarely needed for each of them. We show that the disagreement of two small student
models is a better signal for stopping early than the confidence of either. On three
routing corpora our method, Borrowed Confidence, reduces the mean cost of a
decision by 41% while macro F1 falls by only 0.3 points. The saving holds when the
label set doubles.
1 Introduction
A ticket that asks for a new password does not need a model with seven billion
parameters. Cascades answer easy inputs with a small model and pass the others on
[1, 2]. They need a signal that says when to stop, and most previous work takes the
softmax of the small model for it [3]. That signal is known to be poorly calibrat-
ed on rare labels. To our knowledge, this is the first study that uses the disagreement of
two students trained on different halves of the data as the stopping rule. Unlike earlier
cascades, ours needs no held-out set for calibration.
Our contributions are a stopping rule, a cost model for routing, and a study of when
the rule fails.
1""",
    """Working Notes on Applied Routing
2 Related Work
Okonjo and Reyes (2019) report a saving of 62% with a cascade of five models. Early exits inside
one network were studied by Brandt et al. (2021), who show that depth can be saved.
Selective prediction has a long history [4, 5, 6]. The work closest to ours trains a second
network to predict the error of the first [7].
3 Method
Two students are distilled from the same teacher, each on one half of the training
data. A ticket is answered by the first student where both agree, and by the teacher
otherwise. The threshold on their disagreement is the only parameter.
We assume that the teacher is never worse than a student on average.
4 Data
We use three corpora of support tickets with 48,000, 112,000 and 9,500 documents. The
largest, DeskLog, was collected over two years from one company and labelled by
its own staff. Each corpus is split by customer, so that no customer is in both the training
set and the test set.
2""",
    """Working Notes on Applied Routing
5 Experiments
We compare against four baselines: a cascade on softmax confidence, the same with
temperature scaling, a learned error predictor, and a random stop. Each baseline
was tuned with thirty trials on the validation split. Training the two students
takes six hours on a single A100 GPU.
Table 1: Cost and macro F1 on the three corpora.
Method DeskLog Civic Hobby
Softmax 81.2 74.9 69.3
Scaled 81.4 75.1 69.9
Borrowed 82.0 75.8 69.1
6 Results
Borrowed Confidence reaches a macro F1 of 82.0 on DeskLog, against 81.4 for the
scaled cascade. On Hobby, the smallest corpus, it is 0.8 points worse than temperature
scaling. All numbers are means over three seeds.
6.1 Ablation
Removing the split of the training data costs 1.9 points of macro F1. Table 2 shows the
ablation of the distillation loss, which changes little.
3""",
    """Working Notes on Applied Routing
7 Limitations
We did not test tickets in languages other than English. The rule fails when both
students share a blind spot, and then the teacher is never asked. All three corpora come from
help desks, so the saving may not hold for longer texts.
8 Conclusion
Two cheap models that disagree tell more than one that is sure. In future work we plan
to learn the split of the data instead of drawing it at random.
Reproducibility Statement
The code and the configuration of every run will be released upon publication. We fix the
random seeds of the split and of the training.
References
[1] A. Kestrel and B. Munro. We show that cascades reduce cost by 55%. In Proceedings
of Plain Methods, 2017.
[2] L. Duarte. Calibration is hard to buy. Journal of Small Results, 2018.
[3] P. Anand, R. Sol. Confidence of small models. 2020.
[4] N. Haas. Knowing when not to answer. 2012.
[5] E. Wren. A baseline for selective prediction improves accuracy by 12.5%. 2015.
[6] I. Sorel. Abstaining classifiers. 2016.
[7] T. Vane. Predicting the error of a network. 2021.
4""",
)

RUNNING_HEAD = "Working Notes on Applied Routing"


def paper_text() -> tuple[str, tuple[int, ...]]:
    """The text with the offset where each page begins."""
    starts, text = [], ""
    for page in PAGES:
        text += "\n\n" if text else ""
        starts.append(len(text))
        text += page
    return text, tuple(starts)


CV = (
    """Mara Lindqvist
Machine learning engineer
Experience
2021 to 2024, Plain Methods: built a routing service that reduced cost by 40%. Led a team of three.
2018 to 2021, Desk Ltd: trained models for tickets, raised accuracy from 71.2% to 80.4%.
Education
MSc in statistics, Example City, 2018.
Skills
Python, PyTorch, SQL, a little Rust, and patience with spreadsheets that were made by somebody else.
References available on request.
"""
    * 6
)

AD = (
    """Research Scientist, Routing
You will publish papers and ship models. You will work with our support teams on cascades of models.
What we offer: a fair salary, a bicycle, and a budget for one conference a year.
Requirements: five years of experience with Python, two first-author papers, and an interest in language.
"""
    * 9
)
