#pragma once

#include "shared/core/result.h"

#include <QtCore/QString>
#include <memory>

class QLockFile;

namespace madang::client {

// The folder of one whole client, locked against a second process for as long as this lives.
class Profile {
public:
    // Creates the folder where it is missing, readable by its owner only.
    [[nodiscard]] static Result<std::unique_ptr<Profile>> open(const QString& folder);
    ~Profile();

    [[nodiscard]] const QString& folder() const noexcept { return m_folder; }

private:
    Profile(QString folder, std::unique_ptr<QLockFile> lock);

    QString m_folder;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace madang::client
