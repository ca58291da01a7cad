#include "client/timeline/motion.h"

#include <cmath>

namespace madang::client {

void Motion::add(double distance, double tauMs)
{
    if (tauMs <= 0) {
        nudge(distance);
        return;
    }
    m_remaining += distance;
    m_tauMs = tauMs;
}

void Motion::fling(double velocity, double tauMs)
{
    m_remaining = velocity * tauMs / 1000;
    m_tauMs = tauMs;
}

void Motion::stop()
{
    m_remaining = 0;
    m_carry = 0;
}

int Motion::step(double elapsedMs)
{
    // Within a pixel of its end it has come to rest: the eye would see the last ones creep.
    const double part
        = std::abs(m_remaining) <= 1 ? m_remaining : m_remaining * (1 - std::exp(-elapsedMs / m_tauMs));
    m_remaining -= part;
    m_carry += part;
    // A sum of fractions may miss the whole it stands for by its rounding.
    constexpr double rounding = 1e-6;
    const double whole = std::trunc(m_carry + std::copysign(rounding, m_carry));
    m_carry -= whole;
    return int(whole);
}

} // namespace madang::client
