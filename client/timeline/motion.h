#pragma once

namespace madang::client {

// A distance that is still to be gone, in pixels, and how: it decays exponentially, so that it begins at once
// and ends softly, however often more is added. What steps it gives are whole pixels; fractions are carried,
// so that the steps add up to what was asked for.
class Motion {
public:
    // More to go, 63 % of what is left within `tauMs`.
    void add(double distance, double tauMs);
    // To be gone with the next step.
    void nudge(double distance) { m_carry += distance; }
    // Thrown at pixels per second: goes on at that speed and comes to rest.
    void fling(double velocity, double tauMs);
    void stop();

    // Whether further steps will follow from what is known now.
    [[nodiscard]] bool isActive() const { return m_remaining != 0 || m_carry >= 1 || m_carry <= -1; }
    [[nodiscard]] double remaining() const { return m_remaining; }
    // What to go now, `elapsedMs` after the last step.
    [[nodiscard]] int step(double elapsedMs);

private:
    double m_remaining = 0;
    double m_carry = 0;
    double m_tauMs = 1;
};

} // namespace madang::client
