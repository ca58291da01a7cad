.pragma library

/** One spoken sentence of the parts that say something: "Mina, 14:02, see you at seven". */
function sentence(parts) {
    return parts.filter(part => part !== "").join(", ");
}
