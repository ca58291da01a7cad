#pragma once

#include <QtCore/QString>
#include <QtCore/QTranslator>

namespace madang::client {

// The language of the interface. Exchanging it tells nobody: whoever shows text has to ask again.
class Translation {
public:
    ~Translation();
    // "ko", "en", or "" for the system's where it is one of these, else English.
    void use(const QString& language);

private:
    QTranslator m_translator;
};

} // namespace madang::client
