#!/usr/bin/env python3
"""Writes emoji.tsv, the emoji that the picker offers and the words by which they are found, from Unicode's own files.

    resources/emoji/generate.py [/usr/share/unicode] > resources/emoji/emoji.tsv

The folder is that of Debian's packages unicode-data (emoji/emoji-test.txt) and unicode-cldr-core (annotations, ko and en); both are under
the Unicode licence (see README.md beside this). A line an emoji: the emoji, its group (0 to 8), then name and further words in English, and the same in Korean, parted by tabs;
words by "|". Skin tones are left out, as are emoji that CLDR does not name in both languages yet.
"""
import re
import sys
import xml.etree.ElementTree as ElementTree

GROUPS = ["Smileys & Emotion", "People & Body", "Animals & Nature", "Food & Drink", "Travel & Places", "Activities", "Objects", "Symbols", "Flags"]
TONES = {chr(point) for point in range(0x1F3FB, 0x1F400)}


def annotations(folder, language):
    names, words = {}, {}
    for kind in ("annotations", "annotationsDerived"):
        tree = ElementTree.parse(f"{folder}/cldr/common/{kind}/{language}.xml")
        for one in tree.iter("annotation"):
            into = names if one.get("type") == "tts" else words
            into.setdefault(one.get("cp"), one.text.strip())
    return names, words


def rows(folder):
    languages = [annotations(folder, language) for language in ("en", "ko")]
    group = None
    for line in open(f"{folder}/emoji/emoji-test.txt", encoding="utf-8"):
        if line.startswith("# group:"):
            name = line.split(":", 1)[1].strip()
            group = GROUPS.index(name) if name in GROUPS else None
        found = re.match(r"([0-9A-F ]+?)\s*; fully-qualified", line)
        if not found or group is None:
            continue
        emoji = "".join(chr(int(point, 16)) for point in found[1].split())
        if TONES & set(emoji):
            continue
        key = emoji.replace("\ufe0f", "")
        fields = [emoji, str(group)]
        for names, words in languages:
            name = names.get(emoji) or names.get(key)
            if not name:
                break
            more = [word.strip() for word in (words.get(emoji) or words.get(key) or "").split("|")]
            fields += [name, "|".join(word for word in more if word and word != name)]
        else:
            yield fields


if __name__ == "__main__":
    for fields in rows(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode"):
        print("\t".join(fields))
