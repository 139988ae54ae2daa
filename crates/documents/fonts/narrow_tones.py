"""Makes the fonts of this folder from those of reference/fonts (needs fonttools):
    python3 narrow_tones.py ../../../reference/fonts .

Over a tall consonant (po, fo, fo fa) a vowel is drawn further left and the tone mark above it was moved
after it by 0.14 em. A PDF reader takes the gap that this leaves for a space: it extracts 'ฟื้ นฟู'. Here
such tone marks become glyphs of their own that are drawn further left instead of being moved.
"""
import copy
import sys
from pathlib import Path

from fontTools.otlLib import builder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables as ot

TONES = ["uni0E48", "uni0E49", "uni0E4A", "uni0E4B", "uni0E4C"]
VOWELS = [f"uni0E{code}.narrow" for code in ("31", "34", "35", "36", "37", "47")]


def lookups(table, kind):
    for lookup in table.LookupList.Lookup:
        subtables = [getattr(sub, "ExtSubTable", sub) for sub in lookup.SubTable]
        if any(isinstance(sub, kind) for sub in subtables):
            yield lookup, subtables


def shift_of(font):
    """How far the narrow vowels were drawn to the left, from their anchors."""
    for _, subtables in lookups(font["GPOS"].table, ot.MarkMarkPos):
        for sub in subtables:
            marks = dict(zip(sub.Mark1Coverage.glyphs, sub.Mark1Array.MarkRecord))
            if "uni0E34.narrow" in marks:
                return marks["uni0E34.narrow"].MarkAnchor.XCoordinate - marks["uni0E34"].MarkAnchor.XCoordinate
    raise SystemExit("no narrow vowels")


def add_glyphs(font, shift):
    made = {}
    glyphs, metrics = font["glyf"], font["hmtx"].metrics
    for tone in TONES:
        name = f"{tone}.smallnarrow"
        glyph = copy.deepcopy(glyphs[f"{tone}.small"])
        if glyph.isComposite():
            for part in glyph.components:
                part.x += shift
        else:
            glyph.coordinates.translate((shift, 0))
        font.setGlyphOrder(font.getGlyphOrder() + [name])
        glyphs.glyphs[name] = glyph
        glyph.recalcBounds(glyphs)
        metrics[name] = (0, glyph.xMin)
        font["GDEF"].table.GlyphClassDef.classDefs[name] = 3
        made[tone] = made[f"{tone}.small"] = name
    font["maxp"].numGlyphs = len(font.getGlyphOrder())
    return made


def substitute(font, made):
    table = font["GSUB"].table
    single = builder.buildLookup([builder.buildSingleSubstSubtable(made)])
    table.LookupList.Lookup.append(single)
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    order = font.getReverseGlyphMap(rebuild=True)
    chain = ot.ChainContextSubst()
    chain.Format = 3
    chain.BacktrackCoverage = [builder.buildCoverage(VOWELS, order)]
    chain.InputCoverage = [builder.buildCoverage(list(made), order)]
    chain.LookAheadCoverage = []
    chain.BacktrackGlyphCount = chain.InputGlyphCount = chain.SubstCount = 1
    chain.LookAheadGlyphCount = 0
    record = ot.SubstLookupRecord()
    record.SequenceIndex, record.LookupListIndex = 0, len(table.LookupList.Lookup) - 1
    chain.SubstLookupRecord = [record]
    for lookup, subtables in lookups(table, ot.ChainContextSubst):
        inputs = {glyph for sub in subtables for glyph in sub.InputCoverage[0].glyphs}
        if "uni0E48" in inputs:
            # The lookup may be wrapped for long offsets: then so is what goes before the others.
            if lookup.LookupType == 7:
                wrapped = ot.ExtensionSubst()
                wrapped.Format, wrapped.ExtensionLookupType, wrapped.ExtSubTable = 1, 6, chain
                lookup.SubTable.insert(0, wrapped)
            else:
                lookup.SubTable.insert(0, chain)
            lookup.SubTableCount = len(lookup.SubTable)
            return
    raise SystemExit("no contextual Thai lookup")


def position(font, made, shift):
    for _, subtables in lookups(font["GPOS"].table, ot.MarkMarkPos):
        for sub in subtables:
            marks = dict(zip(sub.Mark1Coverage.glyphs, sub.Mark1Array.MarkRecord))
            for tone in TONES:
                if f"{tone}.small" in marks:
                    record = copy.deepcopy(marks[f"{tone}.small"])
                    record.MarkAnchor.XCoordinate += shift
                    sub.Mark1Coverage.glyphs.append(made[tone])
                    sub.Mark1Array.MarkRecord.append(record)
                    sub.Mark1Array.MarkCount += 1


source, target = map(Path, sys.argv[1:3])
for path in sorted(source.glob("*.ttf")):
    font = TTFont(path, recalcTimestamp=False)
    shift = shift_of(font)
    made = add_glyphs(font, shift)
    substitute(font, made)
    position(font, made, shift)
    font.save(target / path.name)
    print(path.name, shift)
