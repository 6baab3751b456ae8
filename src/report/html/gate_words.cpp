// The two languages, in the same order.
#include "report/html/gate_words.h"

#include <algorithm>

namespace polso {
namespace {

constexpr GateWords kEnglish{
    .lang = "en",
    .promote = "{} may replace {}",
    .refuse = "{} stays out, {} goes on answering",
    .first = "{} may be the first champion",
    .refuse_first = "{} stays out, and there is no champion yet",
    .promote_why = "It passed all {} checks.",
    .refuse_why = "It failed {} of {} checks.",
    .reasons = "Why it stays out",
    .other = "Other checks",
    .outcome = "Outcome",
    .looked_at = "Looked at",
    .champion = "Champion",
    .candidate = "Candidate",
    .finding = "What was found",
    .passed = "passed",
    .failed = "failed",
    .no_figure = "–",
    .areas = {{{"quality", "Quality",
                "Macro recall on labelled posts that neither model learnt from, compared post by post; the interval is "
                "the middle 90 % of the resamples. No set may lose more than its margin, and one has to gain."},
               {"slices", "Parts of the sets",
                "The same by brand, language and length: a gain on the whole must not hide a loss on a part."},
               {"behaviour", "Behaviour",
                "Sentences that every model must understand: the share of them that it does."},
               {"serving", "Cost of serving", "Size of the folder; speed and memory measured in the real server."},
               {"shares", "Honesty of shares",
                "How far the corrected shares of 100 posts are from the truth, on average: lower is better."}}},
    .names = {{{"a ruler", "Enough frozen posts to judge by"},
               {"better somewhere", "Better on at least one set"},
               {"size", "Size, MiB"},
               {"speed", "Speed, posts/s"},
               {"memory", "Memory, MiB"},
               {"server", "The server answers with it"},
               {"plain", "Plain words"},
               {"negation", "Negation"},
               {"intensifier", "Intensifiers"},
               {"swap", "Names, links and brands swapped"},
               {"emoji", "Emoji"}}}};

constexpr GateWords kItalian{
    .lang = "it",
    .promote = "{} può sostituire {}",
    .refuse = "{} resta fuori, continua a rispondere {}",
    .first = "{} può essere il primo campione",
    .refuse_first = "{} resta fuori, e non c’è ancora un campione",
    .promote_why = "Ha superato tutti i {} controlli.",
    .refuse_why = "Non ha superato {} dei {} controlli.",
    .reasons = "Perché resta fuori",
    .other = "Altri controlli",
    .outcome = "Esito",
    .looked_at = "Che cosa",
    .champion = "Campione",
    .candidate = "Candidato",
    .finding = "Che cosa risulta (in inglese)",
    .passed = "superato",
    .failed = "non superato",
    .no_figure = "–",
    .areas = {{{"quality", "Qualità",
                "Recall medio su post etichettati da cui nessuno dei due modelli ha imparato, confrontati uno per uno; "
                "l’intervallo è il 90 % centrale dei ricampionamenti. Nessun insieme può perdere più del suo margine e "
                "uno deve guadagnare."},
               {"slices", "Parti degli insiemi",
                "Lo stesso per marchio, lingua e lunghezza: un guadagno sul tutto non deve nascondere una perdita su "
                "una parte."},
               {"behaviour", "Comportamento", "Frasi che ogni modello deve capire: la quota di quelle che capisce."},
               {"serving", "Costo del servizio",
                "Dimensione della cartella; velocità e memoria misurate nel vero server."},
               {"shares", "Onestà delle quote",
                "Quanto le quote corrette di 100 post distano in media dal vero: meno è meglio."}}},
    .names = {{{"a ruler", "Abbastanza post congelati per giudicare"},
               {"better somewhere", "Migliore su almeno un insieme"},
               {"size", "Dimensione, MiB"},
               {"speed", "Velocità, post/s"},
               {"memory", "Memoria, MiB"},
               {"server", "Il server risponde con esso"},
               {"plain", "Parole semplici"},
               {"negation", "Negazione"},
               {"intensifier", "Rafforzativi"},
               {"swap", "Nomi, indirizzi e marchi scambiati"},
               {"emoji", "Emoji"}}}};

}  // namespace

const GateWords& gate_words(Lang lang) { return lang == Lang::kItalian ? kItalian : kEnglish; }

std::string_view gate_name(const GateWords& words, std::string_view name) {
  const auto known = std::ranges::find(words.names, name, &GateName::name);
  return known == words.names.end() ? name : known->shown;
}

}  // namespace polso
