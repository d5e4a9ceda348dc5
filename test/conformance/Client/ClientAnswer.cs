namespace Regrant.Conformance.Client;

/// <summary>How a visit went: the login first, then each query.</summary>
internal sealed record ClientAnswer
{
    public required string Id { get; init; }

    /// <summary>Null where the login succeeded.</summary>
    public IReadOnlyList<ServerError>? LoginErrors { get; init; }
    public string? ServerVersion { get; init; }
    public string? Database { get; init; }
    public QueryAnswer? Query { get; init; }
    public QueryAnswer? Afterwards { get; init; }
}
