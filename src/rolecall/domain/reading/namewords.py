"""Words that tell names from what only looks like one: places, departments, contracts, trades."""


def listed(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


NO_COMPANY = listed(
    """
    us the you our we team role job position company opportunity candidate application applicants you're
    me this that these phd ai ml llm ca usa uk remote hybrid responsibilities requirements
    qualifications benefits my it he she there here they what who when why how if as in on at a an and
    but or so today icml neurips iclr cvpr data machine senior lead scale work your all any every each
    master bachelor python pytorch tensorflow aws gcp azure kubernetes docker google linkedin github
    glassdoor indeed monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december working about research
    """
)
"""First words of what is no company."""

PLACES = listed(
    """
    remote hybrid onsite on-site worldwide anywhere global emea apac europe america americas asia africa
    usa us uk eu uae london paris berlin munich münchen hamburg cologne köln frankfurt zurich zürich
    geneva basel vienna wien amsterdam rotterdam utrecht brussels dublin edinburgh cambridge oxford
    manchester bristol madrid barcelona lisbon porto rome milan turin stockholm gothenburg oslo
    copenhagen helsinki tallinn riga vilnius warsaw krakow prague brno budapest bucharest athens
    istanbul tel aviv haifa jerusalem dubai abu dhabi cairo lagos nairobi cape town johannesburg mumbai
    bangalore bengaluru delhi hyderabad pune chennai singapore jakarta manila bangkok hanoi hong kong
    taipei shanghai beijing shenzhen hangzhou tokyo osaka kyoto seoul sydney melbourne brisbane auckland
    toronto montreal montréal vancouver waterloo ottawa calgary new york city nyc brooklyn boston san
    francisco sf bay area palo alto mountain view menlo park sunnyvale santa clara cupertino jose mateo
    diego los angeles la seattle bellevue redmond portland austin dallas houston chicago denver boulder
    atlanta miami washington dc philadelphia pittsburgh detroit minneapolis salt lake phoenix redwood
    oakland berkeley california texas massachusetts virginia ontario quebec england scotland wales
    ireland france germany switzerland austria netherlands belgium spain portugal italy sweden norway
    denmark finland poland czechia hungary romania greece turkey israel india china japan korea taiwan
    australia zealand canada mexico brazil argentina chile colombia bogota são paulo sao santiago buenos
    aires united states kingdom north south east west central greater metro office ca ny wa ma tx il co
    ga nc va md pa nj fl mi or az ut mn oh first friendly only fully and in the of
    """
)
"""Cities, countries, and how far from them one may work."""

NO_NAME = listed(
    """
    full-time full part-time part time fulltime contract contractor permanent temporary internship
    graduate intern entry mid senior level job type location salary posted apply now save share easy
    applicants applicant days ago hours views promoted department team teams division group engineering
    research product science data machine learning ai ml technology operations analytics applied
    platform infrastructure recommendations search ads vision speech language nlp robotics safety growth
    marketing sales finance design remote hybrid overview summary description introduction details
    responsibilities requirements qualifications benefits about the and of for & hiring vacancy opening
    announcement new reposted open role roles position actively recruiting status reference ref id
    number date deadline start immediately asap urgent confidential
    """
)
"""A line of these alone names a contract, a team or a heading."""

ORDERS = listed(
    """
    build train develop design create lead own deploy write improve conduct ship drive help run study
    """
)
"""Words that open a duty, not a name."""

NO_PERSON = listed(
    """
    the a an team talent hiring recruiting recruitment recruiter people careers career jobs job hr human
    resources support noreply no-reply info engineering engineer research scientist researcher labs lab
    inc ltd llc gmbh corp company group university institute partners partner solutions technologies
    technology ai ml robotics software systems studio ventures capital staffing consulting search
    associates excited writing reaching looking happy not currently also very so regards best kind warm
    many thanks thank you your yours cheers sincerely remote hybrid london berlin paris york francisco
    street road avenue phone email tel mobile sent confidential senior staff principal lead head
    director manager machine learning data applied role position opportunity interview re fw fwd subject
    from to date hello hi hey dear all everyone there sir madam candidate applicant applicants we our us
    this that it if when what who how in on at with for and or of is are was will would can may please
    let forward mr mrs ms monday tuesday wednesday thursday friday saturday sunday january february
    march april june july august september october november december linkedin google zoom teams calendly
    website
    """
)
"""Words that no person's name holds, as they stand where names do."""

PARTICLES = listed(
    """
    van von der den de di da del della la le el al bin ibn ben ter ten dos du y e
    """
)

AFTER_NAME = listed(
    """
    from at with and here over working the a an one your recruiting
    """
)
"""Words that follow a name where somebody introduces themselves."""

SAYS = listed(
    """
    we you i our your is are will looking seeking hiring to a the join
    """
)
"""Words that a title has not."""
