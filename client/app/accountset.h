#pragma once

#include "client/app/accountparts.h"
#include "client/controllers/accountscontroller.h"

#include <QtCore/QObject>
#include <memory>
#include <vector>

namespace madang::client {

// The accounts of a profile side by side: all of them connected at once, one of them shown. There is always
// one to show; where nobody is signed in, it is an empty one with the sign-in page.
class AccountSet : public QObject {
    Q_OBJECT

public:
    explicit AccountSet(AccountGround ground, QObject* parent = nullptr);
    ~AccountSet() override;

    // Every account goes on where an earlier run left it, and the one that was shown last is shown.
    void begin();

    [[nodiscard]] AccountsController& controller() noexcept { return m_controller; }
    [[nodiscard]] AccountParts& current();
    [[nodiscard]] const std::vector<std::unique_ptr<AccountParts>>& all() const noexcept { return m_all; }

    // Goes to where a madang:// link leads, in the account that is at home there.
    void openLink(const QString& link);
    void setWindowActive(bool active);
    void flush();
    void retranslate();

Q_SIGNALS:
    // Somebody wants to see what is shown now: the window is to come to the front.
    void wanted();
    void refused(madang::client::LinkController::Refusal why);
    // A session was ended elsewhere; the account's name where it is not the one that is shown.
    void ended(madang::client::Connection::End reason, const QString& name);
    void keepsTokensChanged(bool keeps);
    void unwritable();

private:
    AccountParts& make(const QString& slot);
    void watch(AccountParts& parts);
    void signedOut(AccountParts& parts);
    void show(AccountParts& parts);
    void add();
    void goBack();
    void removeSoon(AccountParts& parts);
    // Another account to show instead of this one; null where there is none.
    [[nodiscard]] AccountParts* otherThan(const AccountParts& parts) const;
    [[nodiscard]] AccountParts* find(const QString& slot) const;
    [[nodiscard]] bool isTaken(const AccountParts& by, const QUrl& server, const QString& handle) const;
    void nameNotices();
    void followWindow();

    AccountGround m_ground;
    AccountsController m_controller;
    std::vector<std::unique_ptr<AccountParts>> m_all; // in the order of the list
    QString m_before; // the slot that was shown before the one that is
    bool m_windowActive = false;
};

} // namespace madang::client
