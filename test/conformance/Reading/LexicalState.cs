// Whether a place in a script is inside a literal, a quoted name or a block comment, read line by line.
namespace Regrant.Conformance.Reading;

internal sealed class LexicalState
{
    private char closer;
    private int commentDepth;

    public bool IsOutside => closer == '\0' && commentDepth == 0;

    public void Read(string line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            var pair = i + 1 < line.Length ? line.AsSpan(i, 2) : line.AsSpan(i, 1);
            if (commentDepth > 0) i += ReadComment(pair);
            else if (closer != '\0') i += ReadQuoted(pair);
            else if (pair is "--") return;
            else if (pair is "/*") { commentDepth = 1; i++; }
            else closer = line[i] switch { '\'' => '\'', '"' => '"', '[' => ']', _ => '\0' };
        }
    }

    private int ReadComment(ReadOnlySpan<char> pair)
    {
        if (pair is "/*") commentDepth++;
        else if (pair is "*/") commentDepth--;
        else return 0;
        return 1;
    }

    private int ReadQuoted(ReadOnlySpan<char> pair)
    {
        if (pair[0] != closer) return 0;
        if (pair.Length == 2 && pair[1] == closer) return 1;
        closer = '\0';
        return 0;
    }
}
