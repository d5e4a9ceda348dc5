namespace Regrant.Conformance.Client;

/// <summary>How a query went: done, cancelled or failed, with what was read until then.</summary>
internal sealed record QueryAnswer
{
    public required string Outcome { get; init; }
    public IReadOnlyList<ResultSet> ResultSets { get; init; } = [];
    public IReadOnlyList<ServerError> Messages { get; init; } = [];
    public IReadOnlyList<ServerError> Errors { get; init; } = [];
    public int ElapsedMs { get; init; }
}
