// The product's own procedures: which of them run a text, and which says where.
namespace Regrant.Conformance.Reading;

internal static class Wrappers
{
    /// <summary>Every one of them starts so; one that is not listed here is reported.</summary>
    public const string Prefix = "#regrant";

    /// <summary>Sets the database of what follows: `EXEC #regrant_database N'x'`; NULL is the server.</summary>
    public const string Database = "#regrant_database";

    /// <summary>Where an argument of them is a query that decides whether the statement runs: its place, from 0.</summary>
    public static IReadOnlyDictionary<string, int> GuardAt { get; } =
        new Dictionary<string, int>(StringComparer.Ordinal) { ["#regrant_secret"] = 1, ["#regrant_access"] = 3, ["#regrant_define"] = 1 };

    /// <summary>Their first argument is the statement's number, their last the statement.</summary>
    public static IReadOnlySet<string> RunLastArgument { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "#regrant", "#regrant_login", "#regrant_secret", "#regrant_access", "#regrant_define" };

    /// <summary>They run no text, or none that the script does not have elsewhere.</summary>
    public static IReadOnlySet<string> RunNothing { get; } =
        new HashSet<string>(StringComparer.Ordinal)
        {
            Database, "#regrant_type", "#regrant_fail", "#regrant_with_secret", "#regrant_again", "#regrant_begin", "#regrant_end",
            "#regrant_make", "#regrant_make_nulls_off", "#regrant_make_quotes_off", "#regrant_make_both_off",
        };
}
