#pragma once

#include <QString>
#include <QTranslator>

class QQmlEngine;

/// Gives an engine what the application gives it: the modules' import path, the icons, and a language to
/// switch.
class QmlSetup {
public:
    void prepare(QQmlEngine* engine);
    /// "en" or "ko"; anything else is the source text.
    void speak(const QString& language);

private:
    QQmlEngine* m_engine = nullptr;
    QTranslator m_translator;
};
