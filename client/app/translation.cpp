#include "client/app/translation.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>
#include <QtCore/QLoggingCategory>

namespace madang::client {

namespace {
QString systemLanguage()
{
    const QStringList wanted = QLocale::system().uiLanguages();
    for (const QString& one : wanted) {
        if (one.startsWith(QLatin1String("ko")))
            return QStringLiteral("ko");
        if (one.startsWith(QLatin1String("en")))
            return QStringLiteral("en");
    }
    return QStringLiteral("en");
}
} // namespace

Translation::~Translation()
{
    QCoreApplication::removeTranslator(&m_translator);
}

void Translation::use(const QString& language)
{
    const QString code = language.isEmpty() ? systemLanguage() : language;
    QCoreApplication::removeTranslator(&m_translator);
    // English has one too, for its plurals.
    if (m_translator.load(QLatin1String(":/i18n/madang_") % code % QLatin1String(".qm")))
        QCoreApplication::installTranslator(&m_translator);
    else
        qWarning("no translation for %s", qPrintable(code));
    // Dates and numbers: the system's own customs where it speaks this language.
    const QLocale system = QLocale::system();
    const bool same = system.name().startsWith(code);
    QLocale::setDefault(same
            ? system
            : QLocale(code == QLatin1String("ko") ? QStringLiteral("ko_KR") : QStringLiteral("en_US")));
}

} // namespace madang::client
