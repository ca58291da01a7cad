import QtQuick
import Madang.Components
import Madang.Theme

/*! A day of some month, to go to. Days to come cannot be chosen: nobody has written then. */
Sheet {
    id: sheet

    required property date today
    //! First day of the month that is shown.
    property date month: today

    readonly property bool thisMonth: month.getFullYear() === today.getFullYear() && month.getMonth() === today.getMonth()

    //! Midnight at which the chosen day begins, in ms since 1970.
    signal chosen(real time)

    //! Opens on the month of a time.
    function show(time: real) {
        const day = new Date(time);
        month = new Date(day.getFullYear(), day.getMonth(), 1);
        open();
    }

    function turn(months: int) {
        month = new Date(month.getFullYear(), month.getMonth() + months, 1);
    }

    title: qsTr("Go to a date")
    onOpened: earlier.forceActiveFocus(Qt.TabFocusReason)

    Column {
        width: parent.width
        spacing: Theme.spaceS

        Item {
            width: parent.width
            height: earlier.height

            IconButton {
                id: earlier
                iconName: "back"
                text: qsTr("Earlier month")
                onClicked: sheet.turn(-1)
            }
            Label {
                anchors.centerIn: parent
                text: sheet.month.toLocaleDateString(Theme.locale, qsTr("MMMM yyyy", "month of a calendar"))
                font.weight: Font.DemiBold
            }
            IconButton {
                anchors.right: parent.right
                rotation: 180
                iconName: "back"
                text: qsTr("Later month")
                enabled: !sheet.thisMonth
                onClicked: sheet.turn(1)
            }
        }

        MonthDays {
            id: days
            width: parent.width
            month: sheet.month
            today: sheet.today
            onChosen: time => {
                sheet.close();
                sheet.chosen(time);
            }
        }
    }
}
