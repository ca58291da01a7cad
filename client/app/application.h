#pragma once

#include "shared/core/result.h"

#include <QtCore/QObject>
#include <memory>

namespace madang::client {

struct Options;
struct StartRequest;
class Profile;
class ProfileDatabase;

// The composition root: every object of the client, made in the order in which one needs the other.
class Application : public QObject {
    Q_OBJECT

public:
    // Fails where the profile's database cannot be opened.
    [[nodiscard]] static Result<std::unique_ptr<Application>> create(
        const Options& options, const Profile& profile);
    ~Application() override;

    // Shows the window as soon as it is known which page it begins with.
    void start(const StartRequest& request);

private:
    struct Parts;

    Application(const Options& options, const Profile& profile, std::unique_ptr<ProfileDatabase> database);
    void showWindow();
    void joinAccounts();
    void applyLanguage();
    void keepSettings();

    std::unique_ptr<Parts> m_parts;
};

} // namespace madang::client
