import QtQuick
import QtQuick.Templates as T
import Madang.Components
import Madang.Theme

/*! The days of a month in their weeks; those after today cannot be chosen. */
Grid {
    id: grid

    //! Any day of the month.
    required property date month
    required property date today

    readonly property int dayFrom: Theme.locale.firstDayOfWeek
    readonly property date begin: new Date(month.getFullYear(), month.getMonth(), 1)
    readonly property int blanks: (begin.getDay() - dayFrom + 7) % 7
    readonly property int count: new Date(month.getFullYear(), month.getMonth() + 1, 0).getDate()
    readonly property real cell: Math.floor(width / 7)

    //! Midnight at which the chosen day begins, in ms since 1970.
    signal chosen(real time)

    function dayAt(index: int): date {
        return new Date(month.getFullYear(), month.getMonth(), index + 1);
    }

    columns: 7

    Repeater {
        model: 7

        Label {
            required property int index
            readonly property MonthDays days: parent as MonthDays

            width: days?.cell ?? 0
            horizontalAlignment: Text.AlignHCenter
            text: days ? Theme.locale.standaloneDayName((days.dayFrom + index) % 7, Locale.NarrowFormat) : ""
            color: Theme.ink3
            font.pixelSize: Theme.textXs
            silent: true
        }
    }
    Repeater {
        model: grid.blanks

        Item {
            readonly property MonthDays days: parent as MonthDays

            width: days?.cell ?? 0
            height: Theme.control
        }
    }
    Repeater {
        model: grid.count

        T.Button {
            id: day

            required property int index
            readonly property MonthDays days: parent as MonthDays
            readonly property date date: days ? days.dayAt(index) : new Date(0)
            readonly property date today: days?.today ?? new Date(0)

            width: days?.cell ?? 0
            height: Theme.control
            // As numbers: compiled ahead of time, Qt 6.4 compares two dates wrongly.
            enabled: date.getTime() <= today.getTime()
            opacity: enabled ? 1 : Theme.faint
            text: index + 1
            Accessible.name: DateWords.day(date.getTime(), today, Theme.locale)
            Accessible.onPressAction: if (enabled)
                day.clicked()
            onClicked: days.chosen(date.getTime())

            contentItem: Label {
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                text: day.text
                silent: true
            }
            background: Rectangle {
                radius: Theme.corner
                color: day.hovered || day.down ? Theme.hover : Theme.clear

                FocusRing {
                    shown: day.visualFocus
                    gap: -Theme.ring
                }
            }
        }
    }
}
