// Runs every tst_*.qml of this folder. They see the window as a screen reader does, through `stage`.
#include "tests/client/qml/setup.h"

#include <QAccessible>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QMetaProperty>
#include <QQmlContext>
#include <QQmlEngine>
#include <QQuickWindow>
#include <QtQuickTest>

#include <functional>

using namespace Qt::StringLiterals;

namespace {

QString roleName(QAccessible::Role role)
{
    switch (role) {
    case QAccessible::Button:
        return u"button"_s;
    case QAccessible::EditableText:
        return u"field"_s;
    case QAccessible::List:
        return u"list"_s;
    case QAccessible::ListItem:
        return u"row"_s;
    case QAccessible::RadioButton:
        return u"radio"_s;
    case QAccessible::Slider:
        return u"slider"_s;
    case QAccessible::CheckBox:
        return u"check box"_s;
    case QAccessible::MenuItem:
        return u"menu item"_s;
    case QAccessible::PopupMenu:
        return u"menu"_s;
    case QAccessible::Dialog:
        return u"dialog"_s;
    case QAccessible::Heading:
        return u"heading"_s;
    case QAccessible::StaticText:
        return u"text"_s;
    case QAccessible::AlertMessage:
        return u"alert"_s;
    case QAccessible::Notification:
        return u"notification"_s;
    case QAccessible::Grouping:
        return u"group"_s;
    case QAccessible::PageTab:
        return u"tab"_s;
    case QAccessible::ToolBar:
        return u"tool bar"_s;
    case QAccessible::Window:
    case QAccessible::Client:
    case QAccessible::Application:
        return u"window"_s;
    default:
        return u"other %1"_s.arg(int(role));
    }
}

} // namespace

class Setup : public QObject {
    Q_OBJECT

public:
    /// {role, name, description, focusable, actions} of everything that is shown, in reading order.
    Q_INVOKABLE QVariantList tree(QObject* window) const
    {
        QVariantList found;
        visit(window, [&](QAccessibleInterface* node) {
            const QAccessible::State state = node->state();
            auto* actions = node->actionInterface();
            found << QVariantMap{{u"role"_s, roleName(node->role())},
                {u"name"_s, node->text(QAccessible::Name)},
                {u"description"_s, node->text(QAccessible::Description)},
                {u"focusable"_s, bool(state.focusable)}, {u"checked"_s, bool(state.checked)},
                {u"enabled"_s, node->object() && node->object()->property("enabled").toBool()},
                {u"item"_s, QVariant::fromValue(node->object())},
                {u"actions"_s, actions ? actions->actionNames() : QStringList()}};
            return false;
        });
        return found;
    }

    /// The item of that role whose name is, or for rows begins with, `name`; null where nothing such is
    /// shown.
    Q_INVOKABLE QObject* find(QObject* window, const QString& role, const QString& name) const
    {
        QObject* item = nullptr;
        visit(window, [&](QAccessibleInterface* node) {
            const QString own = node->text(QAccessible::Name);
            if (roleName(node->role()) != role || (role == u"row" ? !own.startsWith(name) : own != name))
                return false;
            item = node->object();
            return true;
        });
        return item;
    }

    /// Presses as a screen reader does; false where there is nothing, or nothing that may be pressed now.
    Q_INVOKABLE bool press(QObject* window, const QString& role, const QString& name) const
    {
        QObject* item = find(window, role, name);
        QAccessibleInterface* node = QAccessible::queryAccessibleInterface(item);
        if (!node || !node->actionInterface())
            return false;
        // Qt 6.4 does not tell a screen reader that an item is disabled, so it may well press it.
        const bool enabled = item->property("enabled").toBool();
        node->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        return enabled;
    }

    /// What an input method does while a syllable is composed, and, with `commit`, when it is finished.
    Q_INVOKABLE void compose(const QString& preedit, const QString& commit = {}) const
    {
        QInputMethodEvent event(preedit, {});
        event.setCommitString(commit);
        QCoreApplication::sendEvent(QGuiApplication::focusObject(), &event);
    }

    /// What an object calls its own; JavaScript cannot list the properties of a singleton.
    Q_INVOKABLE QStringList propertiesOf(QObject* object) const
    {
        QStringList names;
        const QMetaObject* const about = object->metaObject();
        for (int i = about->propertyOffset(); i < about->propertyCount(); ++i)
            names << QString::fromLatin1(about->property(i).name());
        return names;
    }

    /// Whether the window looks different there than when this was asked last; of what is in the window's
    /// pixels.
    Q_INVOKABLE bool looksOther(QQuickWindow* window, const QRectF& where)
    {
        const QImage before = std::exchange(m_look, window->grabWindow());
        const QRect area = where.toAlignedRect().intersected(m_look.rect());
        return before.size() != m_look.size() || before.copy(area) != m_look.copy(area);
    }

    Q_INVOKABLE void speak(const QString& language) { m_setup.speak(language); }

public Q_SLOTS:
    void applicationAvailable() { QAccessible::setActive(true); }
    void qmlEngineAvailable(QQmlEngine* engine)
    {
        m_setup.prepare(engine);
        engine->rootContext()->setContextProperty(u"stage"_s, this);
    }

private:
    /// Depth first over what is shown, until the visitor answers true.
    static void visit(QObject* window, const std::function<bool(QAccessibleInterface*)>& visitor)
    {
        std::function<bool(QAccessibleInterface*)> walk = [&](QAccessibleInterface* node) {
            if (!node || node->state().invisible)
                return false;
            if (visitor(node))
                return true;
            for (int i = 0; i < node->childCount(); ++i) {
                if (walk(node->child(i)))
                    return true;
            }
            return false;
        };
        walk(QAccessible::queryAccessibleInterface(window));
    }

    QmlSetup m_setup;
    QImage m_look;
};

QUICK_TEST_MAIN_WITH_SETUP(qml, Setup)

#include "tst_qml.moc"
