// The cases that every model of a language is put through; behaviour.h says what a line means.
#include "learn/gate/behaviour.h"

namespace polso {
namespace {

constexpr std::string_view kEnglish = R"(# plain words
plain | is positive | I love this phone, it is fantastic
plain | is positive | What a great day, thank you so much!
plain | is positive | best service ever, really happy with it
plain | is positive | The new update is awesome
plain | is negative | I hate this phone, it is terrible
plain | is negative | Worst service ever, I am so disappointed
plain | is negative | my flight was cancelled again, this is awful
plain | is negative | The new update is horrible and broken
plain | is not negative | The shop opens at nine on Monday
plain | is not positive | They lost my bag and nobody answers

# a negation turns or weakens what follows
negation | lower | The food was good | The food was not good
negation | lower | I like this camera | I don't like this camera
negation | lower | I am happy with the service | I am not happy with the service
negation | lower | This is a great product | This is not a great product
negation | lower | I would recommend it | I would not recommend it
negation | is not positive | This is not good
negation | is not positive | I do not like it at all
negation | is not positive | never buying this again

# an intensifier never weakens
intensifier | higher | I am happy with it | I am so happy with it
intensifier | higher | a good film | a really good film
intensifier | higher | Thank you for the help | Thank you so much for the amazing help
intensifier | lower | I am disappointed | I am extremely disappointed
intensifier | lower | a bad film | a really bad film
intensifier | lower | The staff was rude | The staff was horribly rude

# who is named, and which link follows, changes nothing
swap | same | @anna this is the best phone I ever had | @marco this is the best phone I ever had
swap | same | @AcmeSupport my order is late again | @ZetaSupport my order is late again
swap | same | Acme will open a new shop in May | Zeta will open a new shop in May
swap | same | I love my new Acme bike | I love my new Zeta bike
swap | same | Acme ruined my weekend, terrible support | Zeta ruined my weekend, terrible support
swap | same | so sad about this http://t.co/abc123 | so sad about this https://example.org/news
swap | same | great news today http://t.co/abc123 | great news today
swap | same | see you at the match tonight @paul | see you at the match tonight @paul @mary

# an emoji speaks in its own direction
emoji | higher | the new phone is here | the new phone is here 😍
emoji | higher | just landed in Rome | just landed in Rome 😊
emoji | higher | tickets bought | tickets bought 🎉
emoji | lower | the new phone is here | the new phone is here 😡
emoji | lower | just landed in Rome | just landed in Rome 😢
emoji | is positive | 😍😍😍
emoji | is negative | 😡😡😡
)";

constexpr std::string_view kItalian = R"(# parole semplici
plain | is positive | Adoro questo telefono, è fantastico
plain | is positive | Che bella giornata, grazie mille!
plain | is positive | servizio ottimo, sono davvero felice
plain | is positive | Complimenti, bellissimo lavoro
plain | is negative | Odio questo telefono, fa schifo
plain | is negative | Servizio pessimo, sono molto deluso
plain | is negative | il mio volo è stato cancellato di nuovo, che vergogna
plain | is negative | Questo governo è una vergogna
plain | is not negative | Il negozio apre alle nove di lunedì
plain | is not positive | Hanno perso la mia valigia e nessuno risponde

# una negazione rovescia o indebolisce
negation | lower | Il cibo era buono | Il cibo non era buono
negation | lower | Mi piace questa fotocamera | Non mi piace questa fotocamera
negation | lower | Sono felice del servizio | Non sono felice del servizio
negation | lower | È un bel prodotto | Non è un bel prodotto
negation | lower | Lo consiglio a tutti | Non lo consiglio a nessuno
negation | is not positive | Non è buono
negation | is not positive | Non mi piace per niente
negation | is not positive | mai più da loro

# un rafforzativo non indebolisce
intensifier | higher | Sono contento | Sono molto contento
intensifier | higher | un bel film | un film davvero bello
intensifier | higher | Grazie per l'aiuto | Grazie mille per l'aiuto fantastico
intensifier | lower | Sono deluso | Sono molto deluso
intensifier | lower | un brutto film | un film davvero brutto
intensifier | lower | Il personale era scortese | Il personale era terribilmente scortese

# chi è nominato, e quale indirizzo segue, non cambia nulla
swap | same | @anna questo è il telefono migliore di tutti | @marco questo è il telefono migliore di tutti
swap | same | @AcmeItalia il mio ordine è di nuovo in ritardo | @ZetaItalia il mio ordine è di nuovo in ritardo
swap | same | Acme apre un nuovo negozio a maggio | Zeta apre un nuovo negozio a maggio
swap | same | Adoro la mia nuova bici Acme | Adoro la mia nuova bici Zeta
swap | same | Acme mi ha rovinato la vacanza, assistenza pessima | Zeta mi ha rovinato la vacanza, assistenza pessima
swap | same | che tristezza http://t.co/abc123 | che tristezza https://example.org/notizie
swap | same | ottima notizia oggi http://t.co/abc123 | ottima notizia oggi
swap | same | ci vediamo stasera alla partita @paolo | ci vediamo stasera alla partita @paolo @maria

# un'emoji parla nella sua direzione
emoji | higher | è arrivato il nuovo telefono | è arrivato il nuovo telefono 😍
emoji | higher | appena arrivati a Roma | appena arrivati a Roma 😊
emoji | higher | biglietti presi | biglietti presi 🎉
emoji | lower | è arrivato il nuovo telefono | è arrivato il nuovo telefono 😡
emoji | lower | appena arrivati a Roma | appena arrivati a Roma 😢
emoji | is positive | 😍😍😍
emoji | is negative | 😡😡😡
)";

}  // namespace

std::string_view behaviour_text(std::string_view lang) {
  if (lang == "en") return kEnglish;
  if (lang == "it") return kItalian;
  return {};
}

}  // namespace polso
