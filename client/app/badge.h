#pragma once

namespace madang::client {

// The number at the program's icon in dock or task bar; as it is where the system has none.
class Badge {
public:
    virtual ~Badge() = default;

    // 0 takes it away.
    virtual void setCount(int count) = 0;
};

} // namespace madang::client
