#include "shared/protocol/commonpasswords.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <algorithm>
#include <array>
#include <string_view>

namespace madang::protocol {

namespace {

// What shows up again and again in published leaks, of at least 8 characters: sorted, lower case.
// clang-format off
constexpr auto kCommon = std::to_array<std::string_view>({
    "!@#$%^&*", "!@#$%^&*(", "!@#$%^&*()", "!q@w#e$r", "!qaz2wsx", "!qaz@wsx", "000000000", "0000000000",
    "01234567", "012345678", "0123456789", "0147258369", "02468024", "0987654321", "0p9o8i7u", "1!2@3#4$",
    "101010101", "1010101010", "10203040", "102030405060", "1029384756", "11111111a", "11112222", "11223344",
    "1122334455", "112233445566", "11235813", "12121212", "1212121212", "121212123", "123123123", "123123123123",
    "123321123", "123321456", "12341234", "123412345", "12344321", "1234512345", "123454321", "1234554321",
    "123456654321", "12345678", "123456780", "123456781", "123456789", "1234567890", "1234567891", "12345678910",
    "1234567899", "123456789a", "123456789abc", "123456789m", "123456789q", "123456789s", "123456789z", "12345678a",
    "12345678q", "12345678z", "12345679", "1234567a", "1234567q", "1234567z", "123456987", "123456a!", "123456aa",
    "123456ab", "123456abc", "123456asd", "123456qw", "123456qwe", "123456zxc", "12345abc", "12345asd", "12345qwe",
    "12345qwert", "1234abcd", "1234asdf", "1234qwer", "123654789", "123698745", "1236987450", "123789456",
    "123abc123", "123asd123", "123password", "123qwe123", "123qweasd", "123qweasdzxc", "12qwaszx", "13131313",
    "13579246", "135792468", "1357924680", "147147147", "147258369", "1472583690", "147852369", "147896325",
    "159159159", "159263487", "159357159", "159753159", "192837465", "19841984", "19851985", "19861986", "19871987",
    "19881988", "19891989", "19901990", "19911991", "19921992", "1a2b3c4d", "1a2b3c4d5e", "1password", "1q2w3e!@#$",
    "1q2w3e4r", "1q2w3e4r!", "1q2w3e4r%t", "1q2w3e4r5t", "1q2w3e4r5t!", "1q2w3e4r5t6y", "1qaz2wsx", "1qaz2wsx3edc",
    "1qaz@wsx", "1qazxsw2", "1qwertyuiop", "20002000", "20102010", "20202020", "232323232", "23456789", "234567890",
    "2468101214", "24681357", "246813579", "258258258", "27182818", "31415926", "314159265", "3141592654",
    "321654987", "34567890", "357159456", "369369369", "43214321", "44332211", "456123789", "456456456",
    "5201314520", "521521521", "5647382910", "56781234", "69696969", "696969696", "741741741", "741852963",
    "7418529630", "753951456", "7654321a", "77777778", "789456123", "789789789", "852852852", "87654321",
    "876543210", "88888888a", "90909090", "951753456", "963852741", "963963963", "987456321", "98765432",
    "987654321", "9876543210", "98769876", "98989898", "a123456!", "a1234567", "a12345678", "a123456789",
    "a1234567890", "a1b2c3d4", "a1b2c3d4e5", "aa123456", "aa12345678", "aaa111222", "aaaa1111", "aaaa1111!",
    "aaaaaa123", "aaaaaaa1", "aabbccdd", "aassddff", "ab123456", "abababab", "ababcdcd", "abc123!@#", "abc12345",
    "abc123456", "abc12345678", "abc123abc", "abcabcabc", "abcd1234", "abcd1234!", "abcd12345", "abcdabcd",
    "abcdef12", "abcdef123", "abcdef123456", "abcdefg1", "abcdefgh", "abcdefghi", "abcdefghij", "access123",
    "access14", "admin123", "admin123!", "admin1234", "admin1234!", "admin12345", "admin123456", "admin2020",
    "admin2021", "admin2022", "admin2023", "admin2024", "admin@123", "adminadmin", "administrator",
    "administrator1", "adminpass", "agent007", "airforce", "alejandra", "alejandro", "aleksandr", "alexander",
    "alexander1", "alexandr", "alexandra", "alexandra1", "amazing1", "america1", "america123", "anastasia",
    "anastasia1", "andrey123", "angel123", "angel1234", "angelica", "angelina", "angels12", "anjdkslrk", "army1234",
    "arsenal1", "arsenal123", "as123456", "asd123456", "asdasd12", "asdasd123", "asdasdasd", "asdf1234",
    "asdf1234!", "asdf1234!@", "asdf12345", "asdfasdf", "asdfg123", "asdfg12345", "asdfgh12", "asdfgh123",
    "asdfgh1234", "asdfghjk", "asdfghjkl", "asdfghjkl1", "asdfjkl;", "asdfqwer", "asdzxc123", "asqw1234",
    "asshole1", "asshole123", "asteroid", "australia", "australia1", "autumn123", "autumn2023", "autumn2024",
    "awesome1", "awesome123", "ax123456", "azerty123", "azertyuiop", "b1234567", "babyboy1", "babydoll", "babygirl",
    "babygirl1", "babygirl12", "babygirl123", "babylove", "badboy123", "badgirl1", "bailey123", "bandit123",
    "bangladesh", "barbara1", "barcelona", "barcelona1", "baseball", "baseball1", "baseball12", "baseball123",
    "basketball", "basketball1", "batman123", "beautiful", "beautiful1", "beavis123", "benjamin", "benjamin1",
    "bestfriend", "bestfriends", "bigboy123", "bigdaddy", "bigdick1", "birthday", "birthday1", "bitch123",
    "bitcoin1", "black123", "blackberry", "blessed1", "blessing", "blink182", "blizzard", "blowjob1", "blue1234",
    "blue12345", "blueberry", "bond0007", "boyfriend", "brasil123", "brazil123", "brittany", "brittany1",
    "brooklyn", "brother1", "brothers", "bulldog1", "bulldogs", "bullshit", "bullshit1", "business", "business1",
    "buster12", "buster123", "butterfl", "butterfly", "butterfly1", "butthead", "c1234567", "california",
    "california1", "canada123", "carolina", "carolina1", "caroline", "catherine", "celtic123", "champion",
    "champion1", "changeit", "changeme", "changeme1", "changeme123", "charlie1", "charlie12", "charlie123",
    "cheesecake", "chelsea1", "chelsea123", "chevrolet", "chicago1", "chicago123", "chicken1", "chicken123",
    "children", "chocolate", "chocolate1", "christ123", "christian", "christian1", "christina", "christine",
    "christmas", "christmas1", "christopher", "cinderella", "cisco123", "cisco1234", "colorado", "columbia",
    "company1", "company123", "computer", "computer1", "computer123", "contrasena", "cookie123", "cookies1",
    "cool1234", "coolcool", "coolness", "corvette", "counterstrike", "cowboys1", "creative", "creative1",
    "cristian", "cristina", "crypto123", "crystal1", "crystal123", "cupcake1", "d1234567", "daddy123",
    "daehanminguk", "danielle", "darthvader", "database", "december", "december1", "default1", "default123",
    "demo1234", "developer", "diamond1", "dkdlfjqmdb", "dkssud123", "dkssudgktpdy", "dmitriy1", "doggy123",
    "dollar123", "dolphin1", "dolphins", "dragon12", "dragon123", "dragonball", "dragonballz", "drummer1",
    "eagles123", "ekaterina", "elephant", "elephant1", "elizabeth", "elizabeth1", "england1", "england123",
    "estrella", "everything", "excellent", "facebook", "facebook1", "facebook123", "faith123", "family01",
    "family12", "family123", "fantastic", "fantasy1", "father123", "february", "fernando", "ferrari1", "fireball",
    "firebird", "firefly1", "flower123", "flowers1", "football", "football1", "football12", "football123",
    "forever1", "forever123", "forever21", "fortnite", "fortnite1", "france123", "francesca", "francisco",
    "francisco1", "freedom1", "freedom123", "friday13", "friend123", "friends1", "friends12", "friends123",
    "friendship", "fuckoff1", "fuckoff123", "fuckthis", "fuckyou!", "fuckyou1", "fuckyou12", "fuckyou123",
    "fuckyou2", "g1234567", "gabriel1", "gabriela", "galaxy123", "gandalf1", "garfield", "garfield1", "germany1",
    "gfhjkm123", "gfhjkmgfhjkm", "ghbdtn123", "ginger123", "girlfriend", "gladiator", "godfather", "godisgood",
    "goku1234", "goldfish", "goodbye1", "goodgirl", "goodluck", "goodness", "google123", "googlegoogle", "gorgeous",
    "grandma1", "grandpa1", "green123", "greenday", "greenday1", "guest123", "guestguest", "guillermo", "guitar123",
    "h1234567", "halloween", "hardcore", "harley123", "harleydavidson", "harrypotter", "harrypotter1", "heaven123",
    "hello123", "hello123!", "hello1234", "hello1234!", "hello12345", "hello2u2", "hellohello", "hellokitty",
    "hellokitty1", "helloworld", "highlander", "hogwarts", "holiday1", "horses123", "hunter12", "hunter123",
    "hurricane", "ilovegod", "iloveher", "ilovehim", "ilovejesus", "iloveme1", "iloveme123", "ilovemom",
    "ilovemyself", "iloveu12", "iloveu123", "iloveyou", "iloveyou!", "iloveyou1", "iloveyou12", "iloveyou123",
    "iloveyou2", "iloveyousomuch", "india123", "indonesia", "instagram", "internet", "internet1", "ireland1",
    "isabella", "isabella1", "j1234567", "jamesbond", "jamesbond007", "january1", "japan123", "jasmine1",
    "jasmine123", "jedi1234", "jennifer", "jennifer1", "jessica1", "jessica123", "jesus123", "jesus1234",
    "jesuschrist", "jonathan", "jonathan1", "jordan123", "jordan23", "juventus", "juventus1", "k1234567",
    "katherine", "kawasaki", "killer12", "killer123", "kimberly", "kimberly1", "kingston", "kitten123", "kitty123",
    "kittycat", "korea123", "kristina", "kristina1", "l1234567", "labrador", "lakers24", "legolas1", "letmein!",
    "letmein1", "letmein123", "letmein2", "letmeinn", "lightning", "linkedin", "linkedin1", "linkinpark",
    "lion1234", "liverpool", "liverpool1", "liverpool123", "lkjhgfdsa", "login123", "login1234", "logmein1",
    "lokomotiv", "london123", "lordofthe", "love1234", "love12345", "love4ever", "loveforever", "lovelove",
    "lovely123", "loveme123", "loveyou1", "loveyou2", "lucky123", "lucky1234", "lucky777", "m1234567", "madison1",
    "maggie123", "manager1", "manager123", "manchester", "manchester1", "manutd123", "margaret", "marina123",
    "marine123", "mariposa", "master12", "master123", "master1234", "matrix123", "maverick", "mercedes", "mercury1",
    "metallica", "metallica1", "mexico123", "michael1", "michael123", "mickey123", "mickeymouse", "midnight",
    "midnight1", "minecraft", "minecraft1", "minecraft123", "minnie123", "mnbvcxz1", "mnbvcxz123", "molly123",
    "mommy123", "monday123", "money123", "money1234", "moneymoney", "monkey12", "monkey123", "moonlight",
    "morning1", "motdepasse", "mother123", "motherfucker", "motorola", "mountain", "mountain1", "music123",
    "musiclover", "musicman", "mustang1", "mybaby123", "mylove123", "mypass123", "mypassword", "myspace1",
    "myspace123", "naruto123", "natalia1", "natasha1", "navyseal", "ncc1701d", "ncc1701e", "newpassword",
    "newyork1", "newyork123", "nicholas", "nikita123", "nintendo", "nirvana1", "nothing1", "november", "november1",
    "october1", "office123", "okmijnuhb", "onepiece", "oracle123", "orange12", "orange123", "p@ssw0rd", "p@ssw0rd1",
    "p@ssw0rd123", "p@ssword", "p@ssword1", "p@ssword123", "pa$$w0rd", "pa$$word", "pa55w0rd", "pa55word",
    "packers1", "pakistan", "pakistan1", "pakistan123", "panther1", "panther123", "panthers", "parola123",
    "pass1234", "pass1234!", "pass12345", "pass123456", "pass4321", "passpass", "passport", "passw0rd", "passw0rd1",
    "password", "password!", "password01", "password1", "password1!", "password11", "password12", "password123",
    "password1234", "password12345", "password123456", "password2", "password3", "password99", "passwords",
    "passwort", "passwort1", "patricia", "patricia1", "patriots", "peanut123", "pepper123", "perfect1", "phoenix1",
    "phoenix123", "photoshop", "pictures", "pikachu1", "pikachu123", "pineapple", "pink1234", "platinum",
    "playboy1", "playboy123", "playstation", "playstation3", "plokijuh", "poiuy123", "poiuytrewq", "pokemon1",
    "pokemon123", "porsche911", "precious", "predator", "pretty123", "prettygirl", "princesa", "princesa1",
    "princess", "princess!", "princess1", "princess12", "princess123", "pumpkin1", "puppy123", "purple12",
    "purple123", "pussy123", "pussycat", "q1234567", "q12345678", "q1w2e3r4", "q1w2e3r4t5", "q1w2e3r4t5y6",
    "qawsedrf", "qawsedrftg", "qaz123456", "qazplm123", "qazwsx123", "qazwsxedc", "qazwsxedcrfv", "qazxswedc",
    "qlalfqjsgh", "qlalfqjsgh1", "qlalfqjsgh1!", "qq123456", "qq123456789", "qwaszx123", "qwe123!@#", "qwe123456",
    "qwe123qwe", "qweasd123", "qweasdzxc", "qweewq123", "qweqweqwe", "qwer1234", "qwer1234!", "qwerasdf",
    "qwerasdfzxcv", "qwert123", "qwert1234", "qwert12345", "qwerty!@#", "qwerty007", "qwerty01", "qwerty12",
    "qwerty123", "qwerty1234", "qwerty12345", "qwerty123456", "qwerty321", "qwerty666", "qwerty777", "qwertyasd",
    "qwertyqwerty", "qwertyu1", "qwertyui", "qwertyuiop", "qwertzui", "qwertzuiop", "qwqwqwqw", "rainbow1",
    "rainbow123", "rangers1", "raspberry", "realmadrid", "red12345", "redskins", "redsox123", "remember",
    "retriever", "rhkddlf123", "rkskekfk", "rlarlarla", "roblox123", "rockandroll", "rockstar", "rockstar1",
    "rocky123", "rodrigo1", "root1234", "rootpass", "rootroot", "rottweiler", "runescape", "runescape1", "rush2112",
    "russia123", "rusty123", "s1234567", "samantha", "samantha1", "samsung1", "samsung123", "samsung1234",
    "sapphire", "sarang123", "saranghae", "saranghae1", "sasuke123", "savannah", "scooby123", "scoobydoo",
    "scorpion", "scorpion1", "scotland", "sebastian", "sebastian1", "secret12", "secret123", "secret123!",
    "secret1234", "security", "security1", "senha123", "september", "september1", "sergey123", "server123",
    "service1", "sexsexsex", "sexy1234", "sexyback", "sexybitch", "sexyboy1", "sexygirl", "sexylady", "shadow12",
    "shadow123", "shadow1234", "shepherd", "silver123", "simpson1", "simpsons", "sister12", "sister123",
    "skywalker", "slipknot", "slipknot1", "snapchat", "snoopy123", "snowball", "snowflake", "softball", "softball1",
    "soldier1", "something", "sophie123", "spartak1", "spiderman", "spiderman1", "spongebob", "spongebob1",
    "spring123", "spring2021", "spring2022", "spring2023", "spring2024", "spring2025", "stallion", "starcraft",
    "stardust", "starlight", "startrek", "starwars", "starwars1", "steelers", "steelers1", "stephanie",
    "strawberry", "summer12", "summer123", "summer2020", "summer2021", "summer2022", "summer2023", "summer2024",
    "summer2025", "sunshine", "sunshine1", "sunshine12", "sunshine123", "superman", "superman1", "superman123",
    "superstar", "superstar1", "support1", "support123", "svetlana", "svetlana1", "sweet123", "sweetheart",
    "sweetie1", "sweetpea", "swordfish", "system123", "tatiana1", "teamo123", "teamo1234", "teamomucho",
    "teamoteamo", "temp1234", "temp12345", "temporary", "tequiero", "terminator", "test123!", "test1234",
    "test1234!", "test12345", "test123456", "tester123", "testing1", "testing123", "testtest", "testtest1",
    "thepassword", "thunder1", "thunder123", "thx11381", "tiger123", "tiger1234", "tigers123", "tigger12",
    "tigger123", "tinkerbe", "tinkerbell", "tinkerbell1", "tkfkdgo1", "tkfkdgo123", "tkfkdgody", "together",
    "tomorrow", "toor1234", "topsecret", "tornado1", "trewq123", "truelove", "trumpet1", "trustno1", "trustnoone",
    "turkey123", "twitter1", "ukraine1", "unicorn1", "unicorn123", "universal", "universe", "user1234", "user12345",
    "username", "username1", "vacation", "valentina", "veronica", "vfrcbv123", "victoria", "victoria1", "vietnam1",
    "vladimir", "vladimir1", "w1234567", "wachtwoord", "warcraft", "warrior1", "warriors", "welcome!", "welcome1",
    "welcome1!", "welcome12", "welcome123", "welcome1234", "welcome2", "whatever", "whatever1", "whatever123",
    "white123", "winnie123", "winniethepooh", "winter12", "winter123", "winter2020", "winter2021", "winter2022",
    "winter2023", "winter2024", "winter2025", "woaini123", "woaini1314", "woaini520", "wolverine", "x1234567",
    "xbox360x", "xsw21qaz", "xxxxxxxxxx", "yamaha123", "yankees1", "yellow12", "yellow123", "yesterday",
    "yfnfif123", "youtube1", "youtube123", "z1234567", "zaq!2wsx", "zaq12345", "zaq123456", "zaq12wsx", "zaq1zaq1",
    "zaqwsxcde", "zaqxswcde", "zenit123", "zxasqw12", "zxasqw123", "zxc123456", "zxcv1234", "zxcv1234!", "zxcvasdf",
    "zxcvb123", "zxcvb12345", "zxcvbnm,", "zxcvbnm1", "zxcvbnm123", "zxcvbnmz", "zz123456", "zzzzzzzz1",
});
// clang-format on
static_assert(std::is_sorted(kCommon.begin(), kCommon.end()));

// One character or one pair again and again, or neighbours in a row: aaaaaaaa, 12121212, 23456789.
bool isRun(QStringView text)
{
    bool same = true;
    bool pairs = true;
    bool up = true;
    bool down = true;
    for (qsizetype i = 1; i < text.size(); ++i) {
        const int step = text[i].unicode() - text[i - 1].unicode();
        same = same && step == 0;
        up = up && step == 1;
        down = down && step == -1;
        pairs = pairs && (i < 2 || text[i] == text[i - 2]);
    }
    return same || pairs || up || down;
}

} // namespace

bool isCommonPassword(QStringView password)
{
    const QString lower = password.toString().toLower();
    if (isRun(lower))
        return true;
    const QByteArray utf8 = lower.toUtf8();
    return std::binary_search(
        kCommon.begin(), kCommon.end(), std::string_view(utf8.constData(), size_t(utf8.size())));
}

} // namespace madang::protocol
