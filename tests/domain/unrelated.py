"""Texts that somebody may paste beside a role's and that have nothing to do with it."""

UNRELATED = (
    ("Dentist moved to Thursday at nine. Ask them about the invoice from March."),
    (
        "Dear tenant, the water will be off on Monday from eight to noon while the pipes on the third "
        "floor are replaced. Please let the plumber in. Regards, Housing Office"
    ),
    (
        "Hi! Are we still on for lunch on Friday? The noodle place is closed, so maybe the bakery on "
        "the corner. See you, Pia"
    ),
    (
        "Your parcel could not be delivered. You can collect it at the counter within seven days. "
        "Bring proof of identity."
    ),
    (
        "Baker wanted\nHofmann Bakery\nYou knead, shape and bake bread from four in the morning. "
        "You clean the ovens and serve at the counter on Saturdays. We offer free bread, a staff flat "
        "and five weeks of holiday. You bring a love of sourdough and strong arms."
    ),
    (
        "Ward nurse, night shift\nSt Aldhelm Hospital\nYour duties\n- care for patients after "
        "surgery\n- give medicines and keep records\n- train students on the ward\nYou have a "
        "diploma in nursing and two years of experience."
    ),
    (
        "This month in the garden: prune the roses, sow broad beans, and order seeds early. Our "
        "readers sent over two hundred photographs of their sheds; the winner is on page four. "
        "Unsubscribe at any time."
    ),
    (
        "Your statement for April is ready. To see it, log in to your account. We will never ask for "
        "your password by email."
    ),
    ("Training is at six. Bring both shirts. The coach wants us to run more and to talk less."),
    (
        "Peel the potatoes, boil them for twenty minutes, mash with butter and milk. Season. Serve "
        "with the stew."
    ),
    (
        "Delivery driver\nWe are looking for a driver with a clean licence. You deliver orders "
        "across the city, load and unload the van, and keep a log of each stop. Pay is weekly. Apply "
        "by phone."
    ),
    (
        "Accountant (part time)\nYou prepare monthly accounts, file tax returns and answer questions "
        "from auditors. You know the local standards and work well with spreadsheets. The office is "
        "quiet and near the station."
    ),
    (
        "Dear all, thank you for coming! The pictures are online now. The band sends its love, and "
        "somebody left a green umbrella."
    ),
    (
        "Thank you for your question. The school trip leaves at half past seven; children need a "
        "packed lunch and boots. Mr Abbott"
    ),
    ("Call with the garage: brakes worn, two hours of work, ready on Tuesday. He said the tyres are fine."),
    (
        "Hello, about your claim: we received the photographs and will decide within ten days. You "
        "need not do anything until then. Kind regards, Claims"
    ),
)
