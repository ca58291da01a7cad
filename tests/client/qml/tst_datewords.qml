import QtTest
import QtQuick
import Madang.Components

/*! Times and days in the two languages. */
TestCase {
    name: "DateWords"

    readonly property date today: new Date(2026, 10, 20, 9, 30)

    function cleanup() {
        stage.speak("en");
    }

    function test_words_data() {
        const at = (y, m, d, h, min) => new Date(y, m - 1, d, h, min).getTime();
        return [{"tag": "today", "time": at(2026, 11, 20, 0, 1), "en": ["00:01", "Today"], "ko": ["00:01", "오늘"]}, {"tag": "yesterday", "time": at(2026, 11, 19, 23, 59), "en": ["Yesterday", "Yesterday"], "ko": ["어제", "어제"]}, {"tag": "this week", "time": at(2026, 11, 16, 12, 0), "en": ["Monday", "Monday, November 16"], "ko": ["월요일", "11월 16일 월요일"]}, {"tag": "this year", "time": at(2026, 3, 1, 12, 0), "en": ["Mar 1", "Sunday, March 1"], "ko": ["3월 1일", "3월 1일 일요일"]}, {"tag": "another year", "time": at(2025, 12, 31, 12, 0), "en": ["Dec 31, 2025", "December 31, 2025"], "ko": ["2025. 12. 31.", "2025년 12월 31일"]}];
    }

    function test_words(data) {
        for (const language of ["en", "ko"]) {
            stage.speak(language);
            const locale = Qt.locale(language === "ko" ? "ko_KR" : "en_US");
            compare(DateWords.brief(data.time, today, locale), data[language][0]);
            compare(DateWords.day(data.time, today, locale), data[language][1]);
        }
    }

    function test_nothing() {
        compare(DateWords.brief(0, today, Qt.locale("en_US")), "");
    }
}
