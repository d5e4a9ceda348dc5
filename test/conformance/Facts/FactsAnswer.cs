using Regrant.Conformance.Reading;

namespace Regrant.Conformance.Facts;

/// <summary>What `facts` says of one script.</summary>
internal sealed record FactsAnswer(
    string Id,
    int Version,
    IReadOnlyList<StatementFact> Facts,
    IReadOnlyList<Problem> Errors,
    IReadOnlyList<Unresolved> Unresolved);
