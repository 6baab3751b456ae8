// The two languages, in the same order. Italian avoids articles before figures, which would have to be elided (l’8 %).
#include "notify/words.h"

namespace polso::notify {
namespace {

constexpr Words kEnglish{
    .lang = "en",
    .no_brand = "(no brand)",
    .short_day = "d",
    .decimal = ".",
    .kickers = {"Alert · severity {} of 5", "Alert grown · severity {} of 5", "Alert over · severity {} of 5"},
    .title_negatives = {"{}: negative posts up from {} to {}", "{}: negative posts down from {} to {}"},
    .title_mood = {"{}: net mood up from {} to {}", "{}: net mood down from {} to {}"},
    .title_volume = {"{}: posts an hour up from {} to {}", "{}: posts an hour down from {} to {}"},
    .title_rhythm =
        "{0}: posts come by fits and starts, by a factor of {2} from one ten minutes to the next (usually {1})",
    .title_rollback = "The new model {} did not keep what it promised: back to {}",
    .title_grew = "Grown – {}",
    .title_calmed = "{}: calm again after {}",
    .title_closed = "{}: alert closed after {}",
    .since_negatives =
        {"Since {0}, negative posts about {1} have risen from the usual {2} to {3} (90\u00A0% interval: {4}).",
         "Since {0}, negative posts about {1} have fallen from the usual {2} to {3} (90\u00A0% interval: {4})."},
    .since_mood = {"Since {0}, the net mood about {1} (positive less negative posts, in points) has risen from the "
                   "usual {2} to {3} (90\u00A0% interval: {4}).",
                   "Since {0}, the net mood about {1} (positive less negative posts, in points) has fallen from the "
                   "usual {2} to {3} (90\u00A0% interval: {4})."},
    .since_volume = {"Since {0}, posts about {1} have risen from the usual {2} an hour to {3} (90\u00A0% interval: "
                     "{4}).",
                     "Since {0}, posts about {1} have fallen from the usual {2} an hour to {3} (90\u00A0% interval: "
                     "{4})."},
    .since_rhythm =
        "Since {0}, posts about {1} have come by fits and starts: from one ten minutes to the next their number "
        "changes by a factor of {3}, usually {2} (90\u00A0% interval: {4}).",
    .over_negatives = {"{0}, {1}: negative posts about {2} rose from the usual {3} to {4} (90\u00A0% interval: {5}).",
                       "{0}, {1}: negative posts about {2} fell from the usual {3} to {4} (90\u00A0% interval: {5})."},
    .over_mood = {"{0}, {1}: the net mood about {2} (positive less negative posts, in points) rose from the "
                  "usual {3} to {4} (90\u00A0% interval: {5}).",
                  "{0}, {1}: the net mood about {2} (positive less negative posts, in points) fell from the "
                  "usual {3} to {4} (90\u00A0% interval: {5})."},
    .over_volume = {"{0}, {1}: posts about {2} rose from the usual {3} an hour to {4} (90\u00A0% interval: "
                    "{5}).",
                    "{0}, {1}: posts about {2} fell from the usual {3} an hour to {4} (90\u00A0% interval: "
                    "{5})."},
    .over_rhythm =
        "{0}, {1}: posts about {2} came by fits and starts: from one ten minutes to the next their number changed by a "
        "factor of {4}, usually {3} (90\u00A0% interval: {5}).",
    .rollback =
        "Since {}, the model {} answers again; {} was taken out of service. Shares of the days between are each "
        "version's own, and stay.",
    .rollback_why = "The reason: {}.",
    .grew = "The alert has grown since it was first told.",
    .calmed = "It has calmed by itself since.",
    .closed = "The alert was closed by hand.",
    .closed_by = "The alert was closed by {}.",
    .causes =
        {"Nothing about how the posts reach Polso explains it: people are saying it.",
         "A flood of near-copies makes up the change: few texts, posted many times.",
         "The source “{}” makes up the change: it fell silent, came late or began to pour. It may say little about "
         "the mood.",
         "Another mix of languages makes up the change, first of all “{}”. It may say little about the mood.",
         "One author, {}, makes up the change.",
         "Another model judges since ({}): it may be the measure that moved, not the mood.",
         "One conversation, {}, makes up the change."},
    .restless = "Programs that post by the clock look like this, and so do campaigns: look at who posts.",
    .causes_nameless = {"Nothing about how the posts reach Polso explains it: people are saying it.",
                        "A flood of near-copies makes up the change: few texts, posted many times.",
                        "One source makes up the change: it fell silent, came late or began to pour. It may say little "
                        "about the mood.",
                        "Another mix of languages makes up the change. It may say little about the mood.",
                        "One author makes up the change.",
                        "Another model judges since: it may be the measure that moved, not the mood.",
                        "One conversation makes up the change."},
    .copies = "There are {} near-copies.",
    .copies_by_one = "There are {} near-copies, all by one author.",
    .copies_by = "There are {} near-copies by {} authors.",
    .chance = "On a quiet day this would come about with a chance of {}.",
    .chance_tiny = "On a quiet day this would come about with a chance below 0.1\u00A0%.",
    .moves = {"Negative posts: {} ({}), usually {}", "Net mood, in points: {} ({}), usually {}",
              "Posts an hour: {} ({}), usually {}", "Factor from one ten minutes to the next: {} ({}), usually {}"},
    .interval = "{}–{}\u00A0%",
    .range = "{} to {}",
    .fact_began = "Began",
    .fact_posts = "Posts since",
    .fact_cause = "Likely cause",
    .fact_acknowledged = "Acknowledged",
    .somebody = "by somebody",
    .yes = "by {}",
    .cause_names = {"what people say", "a flood of near-copies", "a source", "the mix of languages", "one author",
                    "another model", "one conversation"},
    .section_moves = "What moved",
    .section_drivers = "What carries the change",
    .section_terms = "Words that stand out",
    .section_posts = "Posts that stand for many",
    .section_notes = "What people did",
    .driver_term = "the word “{}”",
    .driver_source = "source “{}”",
    .driver_lang = "language “{}”",
    .driver_author = "author {}",
    .driver_thread = "conversation {}",
    .driver_line = "{}: {}, {}",
    .one_point = "{} point",
    .many_points = "{} points",
    .one_post = "1 post",
    .many_posts = "{} posts",
    .quote = "“{}”",
    .quote_alike = "“{}” (and {} alike)",
    .link = "Look at the alert",
    .footer =
        "Polso takes the pulse of what is posted. Shares are corrected for the model’s errors; figures come with "
        "their 90\u00A0% interval.",
    .digest_titles = {"", "Your brands on {}", "Your brands from {} to {}"},
    .digest_kickers = {"", "Daily digest", "Weekly digest"},
    .digest_worse = "The mood got worse for {} brands: {}.",
    .digest_worse_one = "The mood got worse for {}.",
    .digest_steady = "For no brand did the mood surely get worse.",
    .digest_alerts = "There were {} alerts.",
    .digest_alert_one = "There was 1 alert.",
    .digest_no_alerts = "There were no alerts.",
    .digest_table = "Brands",
    .digest_more = "and {} more",
    .digest_link = "Look at the page",
    .digest_footer =
        "Shares are corrected for the model’s errors; in brackets the interval in which the true one lies. "
        "A change counts when its interval leaves out zero.",
    .digest_heads = {"Brand", "Posts", "Negative", "Against before"},
    .digest_share = "{} negative ({})",
    .digest_few = "too few for a share",
    .digest_change = "{} ({} to {})",
    .digest_no_change = "nothing to compare",
    .digest_section = "Alerts",
    .digest_open = "goes on",
};

constexpr Words kItalian{
    .lang = "it",
    .no_brand = "(nessun marchio)",
    .short_day = "g",
    .decimal = ",",
    .kickers = {"Allerta · gravità {} su 5", "Allerta cresciuta · gravità {} su 5", "Allerta finita · gravità {} su 5"},
    .title_negatives = {"{}: post negativi saliti da {} a {}", "{}: post negativi scesi da {} a {}"},
    .title_mood = {"{}: umore netto salito da {} a {}", "{}: umore netto sceso da {} a {}"},
    .title_volume = {"{}: post all’ora saliti da {} a {}", "{}: post all’ora scesi da {} a {}"},
    .title_rhythm =
        "{0}: i post arrivano a ondate, di un fattore {2} da dieci minuti ai dieci seguenti (di solito {1})",
    .title_rollback = "Il nuovo modello {} non ha mantenuto ciò che prometteva: di nuovo {}",
    .title_grew = "Cresce – {}",
    .title_calmed = "{}: di nuovo calma dopo {}",
    .title_closed = "{}: allerta chiusa dopo {}",
    .since_negatives = {"Inizio: {0}. Da allora i post negativi su {1} sono saliti da {2}, il livello solito, a {3} "
                        "(intervallo al 90\u00A0%: {4}).",
                        "Inizio: {0}. Da allora i post negativi su {1} sono scesi da {2}, il livello solito, a {3} "
                        "(intervallo al 90\u00A0%: {4})."},
    .since_mood = {"Inizio: {0}. Da allora l’umore netto su {1} (post positivi meno negativi, in punti) è salito da "
                   "{2}, il livello solito, a {3} (intervallo al 90\u00A0%: {4}).",
                   "Inizio: {0}. Da allora l’umore netto su {1} (post positivi meno negativi, in punti) è sceso da "
                   "{2}, il livello solito, a {3} (intervallo al 90\u00A0%: {4})."},
    .since_volume = {"Inizio: {0}. Da allora i post su {1} sono saliti da {2} all’ora, il livello solito, a {3} "
                     "(intervallo al 90\u00A0%: {4}).",
                     "Inizio: {0}. Da allora i post su {1} sono scesi da {2} all’ora, il livello solito, a {3} "
                     "(intervallo al 90\u00A0%: {4})."},
    .since_rhythm =
        "Inizio: {0}. Da allora i post su {1} arrivano a ondate: da dieci minuti ai dieci seguenti il loro numero "
        "cambia di un fattore {3}, di solito {2} (intervallo al 90\u00A0%: {4}).",
    .over_negatives = {"{0}, {1}: i post negativi su {2} sono saliti da {3}, il livello solito, a {4} "
                       "(intervallo al 90\u00A0%: {5}).",
                       "{0}, {1}: i post negativi su {2} sono scesi da {3}, il livello solito, a {4} "
                       "(intervallo al 90\u00A0%: {5})."},
    .over_mood = {"{0}, {1}: l’umore netto su {2} (post positivi meno negativi, in punti) è salito da {3}, "
                  "il livello solito, a {4} (intervallo al 90\u00A0%: {5}).",
                  "{0}, {1}: l’umore netto su {2} (post positivi meno negativi, in punti) è sceso da {3}, "
                  "il livello solito, a {4} (intervallo al 90\u00A0%: {5})."},
    .over_volume = {"{0}, {1}: i post su {2} sono saliti da {3} all’ora, il livello solito, a {4} "
                    "(intervallo al 90\u00A0%: {5}).",
                    "{0}, {1}: i post su {2} sono scesi da {3} all’ora, il livello solito, a {4} "
                    "(intervallo al 90\u00A0%: {5})."},
    .over_rhythm =
        "{0}, {1}: i post su {2} sono arrivati a ondate: da dieci minuti ai dieci seguenti il loro numero cambiava di "
        "un fattore {4}, di solito {3} (intervallo al 90\u00A0%: {5}).",
    .rollback =
        "{}: risponde di nuovo il modello {}; {} è stato ritirato. Le quote dei giorni intermedi sono di "
        "ciascuna versione, e restano.",
    .rollback_why = "Il motivo: {}.",
    .grew = "L’allerta è cresciuta dal primo avviso.",
    .calmed = "L’allerta si è calmata da sola.",
    .closed = "L’allerta è stata chiusa a mano.",
    .closed_by = "L’allerta è stata chiusa da {}.",
    .causes = {"Nulla nel modo in cui i post arrivano a Polso lo spiega: è la gente a dirlo.",
               "Il cambiamento viene da una valanga di quasi-copie: pochi testi, pubblicati molte volte.",
               "Il cambiamento viene dalla fonte «{}»: ha taciuto, è arrivata in ritardo o ha cominciato a traboccare. "
               "Dell’umore può dire poco.",
               "Il cambiamento viene da un’altra composizione delle lingue, anzitutto «{}». Dell’umore può dire poco.",
               "Il cambiamento viene da un solo autore, {}.",
               "Da allora giudica un altro modello ({}): può essere cambiata la misura, non l’umore.",
               "Il cambiamento viene da una sola conversazione, {}."},
    .restless = "Succede con programmi che pubblicano a orario e con campagne concertate: guarda chi scrive.",
    .causes_nameless = {"Nulla nel modo in cui i post arrivano a Polso lo spiega: è la gente a dirlo.",
                        "Il cambiamento viene da una valanga di quasi-copie: pochi testi, pubblicati molte volte.",
                        "Il cambiamento viene da una sola fonte: ha taciuto, è arrivata in ritardo o ha cominciato a "
                        "traboccare. Dell’umore può dire poco.",
                        "Il cambiamento viene da un’altra composizione delle lingue. Dell’umore può dire poco.",
                        "Il cambiamento viene da un solo autore.",
                        "Da allora giudica un altro modello: può essere cambiata la misura, non l’umore.",
                        "Il cambiamento viene da una sola conversazione."},
    .copies = "Le quasi-copie sono {}.",
    .copies_by_one = "Le quasi-copie sono {}, tutte di un solo autore.",
    .copies_by = "Le quasi-copie sono {}, di {} autori.",
    .chance = "In un giorno tranquillo accadrebbe con una probabilità di {}.",
    .chance_tiny = "In un giorno tranquillo accadrebbe con una probabilità inferiore a 0,1\u00A0%.",
    .moves = {"Post negativi: {} ({}), di solito {}", "Umore netto, in punti: {} ({}), di solito {}",
              "Post all’ora: {} ({}), di solito {}",
              "Fattore da dieci minuti ai dieci seguenti: {} ({}), di solito {}"},
    .interval = "{}–{}\u00A0%",
    .range = "da {} a {}",
    .fact_began = "Inizio",
    .fact_posts = "Post da allora",
    .fact_cause = "Causa probabile",
    .fact_acknowledged = "Presa in carico",
    .somebody = "da qualcuno",
    .yes = "da {}",
    .cause_names = {"ciò che dice la gente", "una valanga di quasi-copie", "una fonte", "la composizione delle lingue",
                    "un solo autore", "un altro modello", "una sola conversazione"},
    .section_moves = "Che cosa si è mosso",
    .section_drivers = "Che cosa porta il cambiamento",
    .section_terms = "Parole che spiccano",
    .section_posts = "Post che valgono per molti",
    .section_notes = "Che cosa è stato fatto",
    .driver_term = "la parola «{}»",
    .driver_source = "fonte «{}»",
    .driver_lang = "lingua «{}»",
    .driver_author = "autore {}",
    .driver_thread = "conversazione {}",
    .driver_line = "{}: {}, {}",
    .one_point = "{} punto",
    .many_points = "{} punti",
    .one_post = "1 post",
    .many_posts = "{} post",
    .quote = "«{}»",
    .quote_alike = "«{}» (e altri {} simili)",
    .link = "Guarda l’allerta",
    .footer =
        "Polso sente il polso di ciò che si pubblica. Le quote sono corrette per gli errori del modello; le cifre "
        "hanno il loro intervallo al 90\u00A0%.",
    .digest_titles = {"", "I vostri marchi: {}", "I vostri marchi: {} – {}"},
    .digest_kickers = {"", "Riepilogo del giorno", "Riepilogo della settimana"},
    .digest_worse = "L’umore è peggiorato per {} marchi: {}.",
    .digest_worse_one = "L’umore è peggiorato per {}.",
    .digest_steady = "Per nessun marchio l’umore è sicuramente peggiorato.",
    .digest_alerts = "Ci sono state {} allerte.",
    .digest_alert_one = "C’è stata 1 allerta.",
    .digest_no_alerts = "Non ci sono state allerte.",
    .digest_table = "Marchi",
    .digest_more = "e altri {}",
    .digest_link = "Guarda la pagina",
    .digest_footer =
        "Le quote sono corrette per gli errori del modello; tra parentesi l’intervallo in cui sta quella "
        "vera. Un cambiamento conta quando il suo intervallo esclude lo zero.",
    .digest_heads = {"Marchio", "Post", "Negativi", "Rispetto a prima"},
    .digest_share = "{} negativi ({})",
    .digest_few = "troppo pochi per una quota",
    .digest_change = "{} (da {} a {})",
    .digest_no_change = "nessun confronto",
    .digest_section = "Allerte",
    .digest_open = "continua",
};

}  // namespace

const Words& words(Lang lang) { return lang == Lang::kItalian ? kItalian : kEnglish; }

}  // namespace polso::notify
