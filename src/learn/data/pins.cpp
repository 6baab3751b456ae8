// One line a file, ascending by path.
#include "learn/data/pins.h"

#include <algorithm>
#include <array>

namespace polso {
namespace {

// clang-format off
constexpr std::array<Pin, 69> kPins{{
    {"lexicons/sentix/W-MAL.tsv", 3487395, "2a9f09088f0cc2cd36852d65a6f131e3eb24af5b6945086a8cb2f320d1fac141"},
    {"lexicons/vader/vader_lexicon.txt", 426632, "ffb6117bfccf798a34e91d72f50604329946e6fd763668092618d5c5b340a298"},
    {"nab_realtweets/Twitter_volume_AAPL.csv", 368111, "826f5cf404c2890784a7824f7102fd00cb134a4948e12e44ec320d095cbbc217"},
    {"nab_realtweets/Twitter_volume_AMZN.csv", 364666, "234f5e63f19a62720dfb7ccfd6ecc8349b94d93b33ef8aafbdb17edda0b654f3"},
    {"nab_realtweets/Twitter_volume_FB.csv", 359760, "a7096bd646759486bda6796b5600cd33a4590f0842bf274ea7acba001b3ba591"},
    {"nab_realtweets/Twitter_volume_GOOG.csv", 361270, "3a39cc23d1ff6a0f234b55298d0c46c21d2e94ddb81a0dad9e1e46e3aaa9ec90"},
    {"nab_realtweets/Twitter_volume_IBM.csv", 351268, "4309bd56d28ddcbdc168e207da9717395fa2e9f74dba41fa768e0f7da8a116fa"},
    {"roberta_bpe/config.json", 571, "64fa58495a722d57609c22f199824bfe98c19be068136a70c268214a08cb8060"},
    {"roberta_bpe/merges.txt", 456318, "1ce1664773c50f3e0cc8842619a93edc4624525b728b188a9e0be33b7726adc5"},
    {"roberta_bpe/vocab.json", 898822, "06b4d46c8e752d410213d9548eb27a54db70fda0319b6271fb8d59dead5e1cab"},
    {"tweeteval/sentiment/mapping.txt", 32, "c0572796fbe261d8ea5fd16c5061076fbba49bc69fc865d6abccaf60daacee24"},
    {"tweeteval/sentiment/test_labels.txt", 24568, "6afb4afe9374d1f983bcf9a7c79b108d0f37fdf020a83f30488309bed215db9d"},
    {"tweeteval/sentiment/test_text.txt", 1156877, "09a93a55c63fd93f97485ef7302889d7edb4091cd49733aa37da094f0bfa0675"},
    {"tweeteval/sentiment/val_labels.txt", 4000, "b4566926c72e2e4e2916c864def94e76c4cdde52446af2c7ba4fc2006e057e51"},
    {"tweeteval/sentiment/val_text.txt", 219137, "e5b021e6fc45064c260b09814b803d8f56cada519c4d952d72f43d48a350a964"},
    {"umsab/all/test_labels.txt", 13919, "6339cc8303c154a0452c65117afa312ebccc20f5a04626445983bf92bfe95118"},
    {"umsab/all/test_text.txt", 654172, "f71ffa0cd10d0f78d3c8135a7d2bcbc3354491c9f0173cbac09cb280c9a0a8d1"},
    {"umsab/all/train_labels.txt", 29423, "babf4208da1c695931a62b6dc2a8896d8a95b2e189b496f5f58aa5f5c60e2c74"},
    {"umsab/all/train_text.txt", 1429312, "5db6f720250a16e76a7de1eb417497ce3bbcee9b28ed2733d644f8c310df9603"},
    {"umsab/all/val_labels.txt", 5183, "5dfe2066be3ce47afd96b72809f31c8a329fb56e7dc4085f95d97b39aae5d6c2"},
    {"umsab/all/val_text.txt", 250100, "53008461465ff197d2ece6cce26b87137c4b81eb7b97e04307a59ec785c1d73d"},
    {"umsab/arabic/test_labels.txt", 1739, "7977cc5b0346f7ddab596fa6655ee7d2fe9f36c77129bfc14f3307d607a91761"},
    {"umsab/arabic/test_text.txt", 131965, "459258b2f625a1d2d48f77f56daff82c77a160bf1ac8a975c3be538edbf4ff26"},
    {"umsab/arabic/train_labels.txt", 3677, "1225a2d319fe4831e1dcb859a51e21c6a8a40c627f4a18c4e872554c385d23f5"},
    {"umsab/arabic/train_text.txt", 285878, "b817404aa3ed1c4876155f862ef8c2fdedd8fd39b29c40a2323d5b6fbb4d760c"},
    {"umsab/arabic/val_labels.txt", 647, "2728c5af0a67fdb89dfbab4663e5df365c529bb7c513192e829771ebe16aef65"},
    {"umsab/arabic/val_text.txt", 49711, "b25ef545f5ec29f91d53c1805e27f0b73f64eecf04d0194844b9682e65fbe7ee"},
    {"umsab/english/test_labels.txt", 1739, "7977cc5b0346f7ddab596fa6655ee7d2fe9f36c77129bfc14f3307d607a91761"},
    {"umsab/english/test_text.txt", 82503, "d7c02dd3e081d9d9ac2f2f4c819a1f265048c3f7e48e313d9b16e7a90ecb1184"},
    {"umsab/english/train_labels.txt", 3677, "1225a2d319fe4831e1dcb859a51e21c6a8a40c627f4a18c4e872554c385d23f5"},
    {"umsab/english/train_text.txt", 203331, "722279375ca031c77d4d783458d024bba7c3bafda9c65bbcc63351fcd40b1f1a"},
    {"umsab/english/val_labels.txt", 647, "2728c5af0a67fdb89dfbab4663e5df365c529bb7c513192e829771ebe16aef65"},
    {"umsab/english/val_text.txt", 35718, "666d14304548270ebaa334ef0b407078992f963b1f3c4a0544ceeb4233ad8758"},
    {"umsab/french/test_labels.txt", 1739, "7977cc5b0346f7ddab596fa6655ee7d2fe9f36c77129bfc14f3307d607a91761"},
    {"umsab/french/test_text.txt", 85715, "fae6827fdec40ab49ba04e62586f198721b054b8de556f62129e60bf1138fcf1"},
    {"umsab/french/train_labels.txt", 3677, "1225a2d319fe4831e1dcb859a51e21c6a8a40c627f4a18c4e872554c385d23f5"},
    {"umsab/french/train_text.txt", 185869, "11b9d5d5c75b47c2f38e84a843153979e72fe06c89d57c33e242b342b98e70f7"},
    {"umsab/french/val_labels.txt", 647, "2728c5af0a67fdb89dfbab4663e5df365c529bb7c513192e829771ebe16aef65"},
    {"umsab/french/val_text.txt", 32411, "fc6a9b759e27a9b57db5db90e73e4c280a75b4771637ed5be583f931cde6d9c1"},
    {"umsab/german/test_labels.txt", 1739, "7977cc5b0346f7ddab596fa6655ee7d2fe9f36c77129bfc14f3307d607a91761"},
    {"umsab/german/test_text.txt", 66112, "2a02cdee0a147beebc5d401978d539055451cf0647b5592e274a8e9a0d60cf7f"},
    {"umsab/german/train_labels.txt", 3677, "1225a2d319fe4831e1dcb859a51e21c6a8a40c627f4a18c4e872554c385d23f5"},
    {"umsab/german/train_text.txt", 141019, "d2dbc3acbb9a71ebe209490794ef88be232a8e0f045cf8db0b713762f14c6098"},
    {"umsab/german/val_labels.txt", 647, "2728c5af0a67fdb89dfbab4663e5df365c529bb7c513192e829771ebe16aef65"},
    {"umsab/german/val_text.txt", 23355, "26f75c207b0a3478f5290bb2968c36821350c6326e962bf3551f928b57bde775"},
    {"umsab/hindi/test_labels.txt", 1739, "7977cc5b0346f7ddab596fa6655ee7d2fe9f36c77129bfc14f3307d607a91761"},
    {"umsab/hindi/test_text.txt", 63175, "090bdb88289e3fc30a3ca7c27c458b89d8f0f6918e588125a180014ae7f11ca3"},
    {"umsab/hindi/train_labels.txt", 3677, "1225a2d319fe4831e1dcb859a51e21c6a8a40c627f4a18c4e872554c385d23f5"},
    {"umsab/hindi/train_text.txt", 143764, "c1d4c6aaaf8f618c6a3f7e0e3aebe63fff7fa33763fe997f7f67b49227087d31"},
    {"umsab/hindi/val_labels.txt", 647, "2728c5af0a67fdb89dfbab4663e5df365c529bb7c513192e829771ebe16aef65"},
    {"umsab/hindi/val_text.txt", 26575, "bfb3e63517b2db68b27e76981d82f4ed466eeb73a1f431fef6ae0f6fe94ecb77"},
    {"umsab/italian/test_labels.txt", 1739, "7977cc5b0346f7ddab596fa6655ee7d2fe9f36c77129bfc14f3307d607a91761"},
    {"umsab/italian/test_text.txt", 82419, "ee65a903f41f0f8627d3519541b9a0faf4643ad54be3ec6cba005c28fb101cf4"},
    {"umsab/italian/train_labels.txt", 3677, "1225a2d319fe4831e1dcb859a51e21c6a8a40c627f4a18c4e872554c385d23f5"},
    {"umsab/italian/train_text.txt", 169021, "f4e8acfc0dd05ccecc9b5e41053e40768fb4749e38c856b34bd3498c22b93530"},
    {"umsab/italian/val_labels.txt", 647, "2728c5af0a67fdb89dfbab4663e5df365c529bb7c513192e829771ebe16aef65"},
    {"umsab/italian/val_text.txt", 30143, "d9b2c855b76e127ded4267b14f8d5222ff4c3ebfdc331c7f3ca6adb86d0b6169"},
    {"umsab/portuguese/test_labels.txt", 1739, "7977cc5b0346f7ddab596fa6655ee7d2fe9f36c77129bfc14f3307d607a91761"},
    {"umsab/portuguese/test_text.txt", 66605, "7509d97cb78f7c9796fe2d6814428febf138e7c4c76285745cc8f05a514b94eb"},
    {"umsab/portuguese/train_labels.txt", 3677, "1225a2d319fe4831e1dcb859a51e21c6a8a40c627f4a18c4e872554c385d23f5"},
    {"umsab/portuguese/train_text.txt", 142647, "7d4ef66e226d073e527a2b7164351cf9c26f2297608e872d0c8c586dce9118ac"},
    {"umsab/portuguese/val_labels.txt", 647, "2728c5af0a67fdb89dfbab4663e5df365c529bb7c513192e829771ebe16aef65"},
    {"umsab/portuguese/val_text.txt", 23960, "4a0ab0ef9ce458524fc97279c5c3fc47562d21312ca90972feb674f8ba0f8af3"},
    {"umsab/spanish/test_labels.txt", 1739, "7977cc5b0346f7ddab596fa6655ee7d2fe9f36c77129bfc14f3307d607a91761"},
    {"umsab/spanish/test_text.txt", 75671, "c075f04461e28d63703d52bc14f55b104e9004c5ff64a56d9de2bc142372452c"},
    {"umsab/spanish/train_labels.txt", 3677, "1225a2d319fe4831e1dcb859a51e21c6a8a40c627f4a18c4e872554c385d23f5"},
    {"umsab/spanish/train_text.txt", 157776, "8d6c55413482605e3c8ea8abc129824c2c3492f803fa12f79ddb6b037667c16f"},
    {"umsab/spanish/val_labels.txt", 647, "2728c5af0a67fdb89dfbab4663e5df365c529bb7c513192e829771ebe16aef65"},
    {"umsab/spanish/val_text.txt", 28220, "5184902f010a6180fb1bb8d085a73f97e2bca9a059d79655e8e97e5d6ef3b920"},
}};
// clang-format on
static_assert(std::ranges::is_sorted(kPins, {}, &Pin::path));

}  // namespace

const Pin* pin_of(std::string_view path) {
  const auto found = std::ranges::lower_bound(kPins, path, {}, &Pin::path);
  return found != kPins.end() && found->path == path ? found : nullptr;
}

}  // namespace polso
