namespace Regrant.Conformance.Reading;

/// <summary>A place in a text: its line's number and source, and the column in it, from 1, in UTF-16 units.</summary>
internal sealed record SourcePosition(int Line, string Source, int Column)
{
    private static readonly char[] LineEnds = ['\r', '\n'];

    /// <summary>The parser's own columns count a tab as many; these do not.</summary>
    public static SourcePosition At(string text, int line, int offset)
    {
        var at = Math.Clamp(offset, 0, text.Length);
        var start = at == 0 ? 0 : text.LastIndexOfAny(LineEnds, at - 1) + 1;
        var end = text.IndexOfAny(LineEnds, at);
        return new SourcePosition(line, text[start..(end < 0 ? text.Length : end)], at - start + 1);
    }
}
