namespace Regrant.Conformance.Client;

/// <summary>One visit to a server: how to log in, what to run, when to give up.</summary>
internal sealed record ClientInput
{
    public required string Id { get; init; }
    public required string Host { get; init; }
    public required int Port { get; init; }
    public string? User { get; init; }
    public string? Password { get; init; }
    public string? Database { get; init; }
    public string? ApplicationName { get; init; }

    /// <summary>optional, mandatory or strict.</summary>
    public string Encrypt { get; init; } = "mandatory";

    /// <summary>Path of the one certificate to accept.</summary>
    public string? ServerCertificate { get; init; }
    public bool TrustServerCertificate { get; init; }
    public bool ReadOnlyIntent { get; init; }
    public int ConnectTimeoutSeconds { get; init; } = 15;

    public string? Query { get; init; }

    /// <summary>Parameters of the query, by name with its at sign; texts and NULL.</summary>
    public IReadOnlyDictionary<string, string?>? Parameters { get; init; }

    /// <summary>Cancels the query this long after its start.</summary>
    public int? CancelAfterMs { get; init; }

    /// <summary>A second query on the same connection, after the first has ended in whatever way.</summary>
    public string? Afterwards { get; init; }
}
