.pragma library

/**
 * Markup of the models (client/text) in the colours of the theme. A tag of theirs can be told from the person's words, since
 * in those every bracket is escaped.
 */
function dyed(markup, accent) {
    return markup.replace(/<font color="mention">/g, '<font color="' + accent + '">');
}

/** The same for rich text, which knows grounds and faces, and takes line heights from its paragraph only. */
function rich(markup, accent, codeGround, codeFamily, lineHeight) {
    const code = '<span style="font-family:\'' + codeFamily + "';background-color:" + codeGround + '">';
    const words = dyed(markup, accent).replace(/<span class="code">/g, code).replace(/<a /g, '<a style="color:' + accent + '" ');
    return "<p style='line-height:" + lineHeight + "%;white-space:pre-wrap;margin:0'>" + words + "</p>";
}

/** Plain words as markup. */
function escaped(words) {
    return words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/\n/g, "<br/>");
}

/** The targets of the links in a piece of markup, each once. */
function links(markup) {
    const found = [];
    const link = /<a href="([^"]+)">/g;
    for (let match = link.exec(markup); match !== null; match = link.exec(markup))
        if (found.indexOf(match[1]) < 0)
            found.push(match[1]);
    return found;
}
