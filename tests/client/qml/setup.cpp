#include "tests/client/qml/setup.h"

#include "client/app/iconprovider.h"

#include <QCoreApplication>
#include <QLocale>
#include <QQmlEngine>

void QmlSetup::prepare(QQmlEngine* engine)
{
    m_engine = engine;
    engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
    engine->addImageProvider(QStringLiteral("icon"), new madang::client::IconProvider);
}

void QmlSetup::speak(const QString& language)
{
    QCoreApplication::removeTranslator(&m_translator);
    if (m_translator.load(QStringLiteral(":/i18n/madang_") + language + QStringLiteral(".qm")))
        QCoreApplication::installTranslator(&m_translator);
    QLocale::setDefault(QLocale(language));
    if (m_engine)
        m_engine->retranslate();
}
