// The two languages, in the same order.
#include "report/words.h"

namespace polso {
namespace {

constexpr Words kEnglish{
    .lang = "en",
    .sentiments = {"negative", "neutral", "positive"},
    .share = "share",
    .interval = "interval",
    .counted = "counted",
    .people = "people",
    .brand = "Brand",
    .no_brand = "(no brand)",
    .time = "Time",
    .posts = "Posts",
    .posts_tick = "posts",
    .one_post = "1 post",
    .many_posts = "{} posts",
    .steps = {"hours", "days", "weeks"},
    .courses = {"Hour by hour", "Day by day", "Week by week"},
    .mood_of_one = "The mood about {}",
    .mood_of_many = "The mood about {} brands",
    .made_by = "{} · model {} · {} intervals · times in UTC",
    .too_few = "Too few posts for an honest figure: {}, and it takes {}.",
    .too_few_short = "too few posts",
    .too_wide = "No honest figure: what these posts and this model tell would leave an interval too wide to be of use.",
    .no_posts = "No posts in this range.",
    .no_figure = "–",
    .simulated =
        "Simulated: every post and brand below is invented by the program. It shows how Polso works, not how "
        "anybody feels.",
    .old_calibration =
        "The model's errors were measured on posts from another time ({}), so the intervals are widened by what such a "
        "distance has done to other years. A few hundred freshly labelled posts would narrow them.",
    .unknown_calibration =
        "It is not known when the posts were written on which the model's errors were measured ({}), so the intervals "
        "are widened as if they were old.",
    .renewed_calibration =
        "{} freshly labelled posts, drawn at random, renewed what is known of the model's errors on these posts.",
    .people_outside =
        "What people labelled lies outside {} of the {} intervals: on these posts the model errs otherwise than on "
        "those "
        "on which its errors were measured, probably because the topics differ. The intervals do not cover that.",
    .other_models = "The database also holds figures of other models, not shown here: {}.",
    .outside_course = "The course leaves out {} that lie far from the rest in time; the shares include them.",
    .lowest_highest = "{} to {}: from {} to {}",
    .headline = "{} of what is posted is negative ({} interval: {}). A plain count of the model's labels would say {}.",
    .headline_people = "People who read these posts labelled {} negative.",
    .peak = "Most negative: {}, {} ({}).",
    .overview = "At a glance",
    .overview_note =
        "Each bar is what is posted about a brand, shared out by mood. The brands that most surely have "
        "unhappy customers come first.",
    .overview_chart = "Shares of negative, neutral and positive posts about {}",
    .course_chart = "Course of the three shares about {}",
    .course_note =
        "Lines are estimates, bands their {} intervals. Where a line is broken there were too few posts for an honest "
        "figure.",
    .data_table = "The figures as a table",
    .counted_negative = "{}, counted",
    .people_negative = "{}, people",
    .legend_interval = "{} interval",
    .legend_people = "what people labelled by hand",
    .alerts = "Alerts",
    .alert_severity = "severity {} of 5",
    .alert_goes_on = "since {}, goes on",
    .alert_bounds = "{} to {}",
    .alert_detail = "Which: {}.",
    .alert_copies = "Near-copies: {}.",
    .alert_copies_by = "Near-copies: {}; authors: {}.",
    .alert_moves = {"Negative posts: from {} to {} ({})", "Net mood, in points: from {} to {} ({})",
                    "Posts an hour: from {} to {} ({})", "Factor from one ten minutes to the next: from {} to {} ({})"},
    .alert_restless = "Programs that post by the clock look like this, and so do campaigns: look at who posts.",
    .alert_causes = {"People: nothing about how posts reach Polso explains it.",
                     "A flood of near-copies: few texts, posted many times.",
                     "A source fell silent, came late or began to pour; it may say little about the mood.",
                     "Another mix of languages; it may say little about the mood.", "One author makes up the change.",
                     "Another model judges since: perhaps the measure moved, not the mood.",
                     "One conversation makes up the change."},
    .how = "How the figures are made",
    .how_text =
        "A classifier reads every post, and because its mistakes are known from posts that people labelled, the shares "
        "are corrected for them (the mean of the prevalences that fit, by Bayes' rule) instead of counting its labels; "
        "the interval covers both chance in the sample and what is not known of the mistakes.",
    .how_model = "Model: {}.",
    .how_validation = "Its mistakes were measured on: {}.",
    .unknown_dates = "dates unknown",
    .unsure = "What is uncertain",
    .unsure_interval =
        "The interval is the honest answer and the value only its best guess: two brands whose intervals "
        "overlap may well be equal.",
    .unsure_course =
        "Neighbouring values of a course share the same model, so an error of the model moves them "
        "together.",
    .unsure_topics =
        "The model's mistakes were measured on posts about many topics. About yours it may make others, which no "
        "interval covers; a sample of your own posts, labelled, would show it.",
    .unsure_few = "Below {} posts no share is given, only the number of posts.",
    .unsure_people =
        "“People” is what human labellers said of the very same posts; the model has not seen those "
        "labels.",
};

constexpr Words kItalian{
    .lang = "it",
    .sentiments = {"negativi", "neutri", "positivi"},
    .share = "quota",
    .interval = "intervallo",
    .counted = "conteggio",
    .people = "persone",
    .brand = "Marchio",
    .no_brand = "(nessun marchio)",
    .time = "Periodo",
    .posts = "Post",
    .posts_tick = "post",
    .one_post = "1 post",
    .many_posts = "{} post",
    .steps = {"ore", "giorni", "settimane"},
    .courses = {"Ora per ora", "Giorno per giorno", "Settimana per settimana"},
    .mood_of_one = "L’umore su {}",
    .mood_of_many = "L’umore su {} marchi",
    .made_by = "{} · modello {} · intervalli al {} · orari in UTC",
    .too_few = "Troppo pochi post per una cifra onesta: {}, ne servono {}.",
    .too_few_short = "troppo pochi post",
    .too_wide =
        "Nessuna cifra onesta: ciò che questi post e questo modello dicono lascerebbe un intervallo troppo ampio per "
        "servire.",
    .no_posts = "Nessun post in questo periodo.",
    .no_figure = "–",
    .simulated =
        "Simulazione: tutti i post e i marchi qui sotto sono inventati dal programma. Mostrano come funziona "
        "Polso, non che cosa pensa qualcuno.",
    .old_calibration =
        "Gli errori del modello sono stati misurati su post di un altro periodo ({}): gli intervalli sono allargati di "
        "quanto tale distanza ha cambiato altri anni. Poche centinaia di post etichettati di recente li "
        "restringerebbero.",
    .unknown_calibration =
        "Non si sa quando siano stati scritti i post su cui sono stati misurati gli errori del modello ({}): gli "
        "intervalli sono allargati come se fossero vecchi.",
    .renewed_calibration =
        "{} post etichettati di recente, estratti a caso, hanno rinnovato ciò che si sa degli errori del modello su "
        "questi post.",
    .people_outside =
        "Ciò che hanno etichettato le persone è fuori da {} dei {} intervalli: su questi post il modello sbaglia in "
        "modo "
        "diverso da quelli su cui i suoi errori sono stati misurati, probabilmente perché gli argomenti sono altri. "
        "Gli intervalli non lo coprono.",
    .other_models = "La base di dati contiene anche cifre di altri modelli, qui non mostrate: {}.",
    .outside_course = "L’andamento esclude {} molto lontani nel tempo dagli altri; le quote li comprendono.",
    .lowest_highest = "{} – {}: da {} a {}",
    .headline =
        "È negativo il {} di ciò che si pubblica (intervallo al {}: {}). Contando semplicemente le etichette del "
        "modello si leggerebbe {}.",
    .headline_people = "Chi ha letto questi stessi post ne ha etichettato come negativo il {}.",
    .peak = "Momento più negativo: {}, {} ({}).",
    .overview = "A colpo d’occhio",
    .overview_note =
        "Ogni barra è ciò che si pubblica su un marchio, diviso per umore. Prima i marchi che più "
        "sicuramente hanno clienti scontenti.",
    .overview_chart = "Quote di post negativi, neutri e positivi su {}",
    .course_chart = "Andamento delle tre quote su {}",
    .course_note =
        "Le linee sono stime, le fasce i loro intervalli al {}. Dove la linea si interrompe i post erano "
        "troppo pochi.",
    .data_table = "Le cifre in tabella",
    .counted_negative = "{}, conteggio",
    .people_negative = "{}, persone",
    .legend_interval = "intervallo al {}",
    .legend_people = "che cosa hanno etichettato le persone",
    .alerts = "Allerte",
    .alert_severity = "gravità {} su 5",
    .alert_goes_on = "dal {}, in corso",
    .alert_bounds = "da {} a {}",
    .alert_detail = "Quale: {}.",
    .alert_copies = "Quasi-copie: {}.",
    .alert_copies_by = "Quasi-copie: {}; autori: {}.",
    .alert_moves = {"Post negativi: da {} a {} ({})", "Umore netto, in punti: da {} a {} ({})",
                    "Post all’ora: da {} a {} ({})", "Fattore da dieci minuti ai dieci seguenti: da {} a {} ({})"},
    .alert_restless = "Succede con programmi che pubblicano a orario e con campagne concertate: guarda chi scrive.",
    .alert_causes = {"La gente: nulla nel modo in cui i post arrivano a Polso lo spiega.",
                     "Una valanga di quasi-copie: pochi testi, pubblicati molte volte.",
                     "Una fonte ha taciuto, è arrivata in ritardo o ha cominciato a traboccare; dell’umore può dire "
                     "poco.",
                     "Un’altra composizione delle lingue; dell’umore può dire poco.",
                     "Il cambiamento viene da un solo autore.",
                     "Da allora giudica un altro modello: può essere cambiata la misura, non l’umore.",
                     "Il cambiamento viene da una sola conversazione."},
    .how = "Come nascono le cifre",
    .how_text =
        "Un classificatore legge ogni post e, poiché i suoi errori sono noti da post etichettati da persone, le quote "
        "ne vengono corrette (la media delle prevalenze compatibili, secondo la regola di Bayes) invece di contare le "
        "etichette; l’intervallo comprende sia il caso del campione sia ciò che non si sa degli errori.",
    .how_model = "Modello: {}.",
    .how_validation = "I suoi errori sono stati misurati su: {}.",
    .unknown_dates = "date ignote",
    .unsure = "Che cosa è incerto",
    .unsure_interval =
        "La risposta onesta è l’intervallo, il valore ne è solo la stima migliore: due marchi con intervalli "
        "sovrapposti possono essere uguali.",
    .unsure_course = "I valori vicini di un andamento vengono dallo stesso modello: un suo errore li sposta insieme.",
    .unsure_topics =
        "Gli errori del modello sono stati misurati su post di molti argomenti. Sui vostri può farne altri, che nessun "
        "intervallo comprende; il rimedio è etichettare alcuni dei propri post.",
    .unsure_few = "Sotto i {} post non si dà nessuna quota, solo il numero di post.",
    .unsure_people =
        "«Persone» è ciò che etichettatori umani hanno detto degli stessi post; il modello non ha visto "
        "quelle etichette.",
};

}  // namespace

const Words& words(Lang lang) { return lang == Lang::kItalian ? kItalian : kEnglish; }

}  // namespace polso
