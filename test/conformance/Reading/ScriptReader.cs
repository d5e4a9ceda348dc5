// Reads a script and every text it runs, to any depth, and collects what does not parse or is not known before.
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Folding;

namespace Regrant.Conformance.Reading;

internal sealed class ScriptReader(TSqlParser parser, IScriptObserver? observer = null)
{
    private const int DeepestText = 32;

    public IScriptObserver? Observer { get; } = observer;
    public List<Problem> Problems { get; } = [];
    public List<Unresolved> Unresolved { get; } = [];

    /// <summary>How many texts inside the script were read.</summary>
    public int Texts { get; private set; }

    /// <summary>What `EXEC #regrant_database` last said; null is the server.</summary>
    public string? WrapperDatabase { get; set; }

    public void ReadScript(string script, bool plainSplit)
    {
        string? database = null;
        foreach (var piece in Piece.Of(SqlcmdLines.Remove(script), plainSplit))
            database = Read(piece.Text, TextContext.OfScript(database, piece.LinesBefore));
    }

    /// <summary>Reads a text that runs, where it is known, and the query that keeps it from running.</summary>
    public void ReadCall(TextCall call, TextContext inside)
    {
        if (inside.Path.Count > DeepestText) throw new InvalidDataException($"Texts are nested more than {DeepestText} deep.");
        var guards = call.Unless is null ? [] : ReadEach(call.Unless, $"{call.Via} guard", inside);
        ReadEach(call.Text, call.Via, inside with { Guards = [.. inside.Guards, .. guards.Select(guard => $"NOT EXISTS ({guard})")] });
    }

    private List<string> ReadEach(Constant texts, string via, TextContext inside)
    {
        var read = new List<string>();
        if (texts.Reason is { } reason) Miss(via, inside, reason);
        if (texts.IsKnown && texts.Values.All(text => text is null)) Miss(via, inside, "NULL");
        foreach (var text in texts.Values)
        {
            if (text is null) continue;
            if (text.Damage is { } damage) Miss(via, inside, damage);
            Texts++;
            Read(text.Value, inside);
            read.Add(text.Value);
        }
        return read;
    }

    /// <summary>Parses a text, reports its errors and visits its statements; gives the database it ends in.</summary>
    private string? Read(string text, TextContext context)
    {
        var fragment = parser.Parse(new StringReader(text), out var errors);
        foreach (var error in errors) Problems.Add(context.Problem(SourcePosition.At(text, error.Line, error.Offset), error.Number, error.Message));
        if (fragment is null) return context.Database;
        if (context.IsInside) ReportSeparators(fragment, text, context);
        var visitor = new TextVisitor(this, context);
        fragment.Accept(visitor);
        return visitor.Database;
    }

    /// <summary>The parser splits on GO, but a server that is handed GO refuses it.</summary>
    private void ReportSeparators(TSqlFragment fragment, string text, TextContext context)
    {
        foreach (var token in fragment.ScriptTokenStream ?? [])
            if (token.TokenType == TSqlTokenType.Go)
                Problems.Add(context.Problem(SourcePosition.At(text, token.Line, token.Offset), 0, "GO in a text that the server runs."));
    }

    private void Miss(string via, TextContext inside, string reason) =>
        Unresolved.Add(new Unresolved(inside.ScriptLine(0), inside.Path, via, reason));
}
