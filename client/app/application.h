#pragma once

#include <QtCore/QObject>
#include <memory>

namespace madang::client {

struct Options;
class Profile;
class ProfileDatabase;

// The composition root: every object of the client, made in the order in which one needs the other.
class Application : public QObject {
    Q_OBJECT

public:
    Application(const Options& options, const Profile& profile, std::unique_ptr<ProfileDatabase> database);
    ~Application() override;

    // Shows the window as soon as it is known which page it begins with.
    void start();

private:
    struct Parts;

    void showWindow();
    void applyLanguage();
    void keepSettings();

    std::unique_ptr<Parts> m_parts;
};

} // namespace madang::client
