// The options of sqlcmd, as the page "sqlcmd utility" and the README of the Go edition have them.
using System.Globalization;

namespace Regrant.Conformance.Sqlcmd;

/// <summary>What the command line asks for; throws <see cref="UsageException"/> for what an edition does not take.</summary>
internal sealed class Options
{
    private const string Flags = "CEIWbxueMR";
    private const string Valued = "SdUPhswyYlatFKNriQo";
    private const string OnlyOdbc = "f";

    private readonly Dictionary<char, string> values = [];

    private Options(Edition edition) => Edition = edition;

    public Edition Edition { get; }
    public bool IsHelp { get; private set; }

    public bool Has(char name) => values.ContainsKey(name);

    public string? Text(char name) => values.GetValueOrDefault(name);

    public int? Number(char name) =>
        Text(name) is { } text ? int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : null;

    public static Options Read(Edition edition, IReadOnlyList<string> words)
    {
        var options = new Options(edition);
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            if (word is "-?" || (edition == Edition.Go && word == "--version"))
            {
                options.IsHelp = true;
                continue;
            }
            if (word.Length < 2 || !(word[0] == '-' || (edition == Edition.Odbc && word[0] == '/')))
                throw new UsageException($"'{word}': Unexpected argument. Enter '-?' for help.");
            var name = word[1];
            if (Flags.Contains(name) && word.Length == 2) options.values[name] = "";
            else if (Valued.Contains(name) || (edition == Edition.Odbc && OnlyOdbc.Contains(name))) options.Add(name, word[2..], words, ref at);
            else throw new UsageException($"'{word}': Unknown Option. Enter '-?' for help.");
        }
        options.Check();
        return options;
    }

    private void Add(char name, string attached, IReadOnlyList<string> words, ref int at)
    {
        var isNext = at + 1 < words.Count && !words[at + 1].StartsWith('-');
        if (attached != "") values[name] = attached;
        // The ODBC edition takes their values attached only; the Go edition takes the next word, if it is no option.
        else if (name == 'N') values[name] = Edition == Edition.Go && isNext ? words[++at] : "true";
        else if (name == 'r') values[name] = Edition == Edition.Go && isNext ? words[++at] : "0";
        else if (at + 1 < words.Count) values[name] = words[++at];
        else throw new UsageException($"'-{name}': Missing argument. Enter '-?' for help.");
    }

    private void Check()
    {
        if (Has('W') && (Has('y') || Has('Y'))) throw Exclusive("-W", "-y/-Y");
        if (Has('E') && (Has('U') || Has('P'))) throw Exclusive("-E", "-U/-P");
        if (Has('i') && Has('Q')) throw Exclusive("-i", "-Q/-q");
        if (Number('w') is { } width and (< 9 or > 65535))
            throw new UsageException($"'-w {width}': value must be greater than 8 and less than 65536.");
    }

    private static UsageException Exclusive(string one, string other) =>
        new($"The {one} and the {other} options are mutually exclusive.");
}

/// <summary>A command line that is refused.</summary>
internal sealed class UsageException(string message) : Exception(message);
