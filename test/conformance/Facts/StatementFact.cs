using Regrant.Conformance.Reading;

namespace Regrant.Conformance.Facts;

/// <summary>One security statement. What a verb has no use for is left out; names are values, without their quotes.</summary>
internal sealed record StatementFact
{
    public required string Verb { get; init; }

    /// <summary>The login, user, role, schema, credential, database or procedure that the statement is about.</summary>
    public string? Name { get; init; }

    // GRANT, DENY, REVOKE, ALTER AUTHORIZATION
    public IReadOnlyList<PermissionPart>? Permissions { get; init; }
    public SecurablePart? Securable { get; init; }
    public IReadOnlyList<string>? Principals { get; init; }
    public string? Grantor { get; init; }
    public bool? WithGrantOption { get; init; }
    public bool? GrantOptionFor { get; init; }
    public bool? Cascade { get; init; }

    // CREATE, ALTER, DROP
    public string? Source { get; init; }
    public string? SourceName { get; init; }
    public string? Owner { get; init; }
    public string? Member { get; init; }
    public string? NewName { get; init; }
    public bool? IfExists { get; init; }
    public IReadOnlyDictionary<string, string>? Options { get; init; }

    // EXEC
    public IReadOnlyList<ArgumentPart>? Arguments { get; init; }

    // where
    public string? Database { get; init; }
    public IReadOnlyList<string> Guards { get; init; } = [];
    public int Line { get; init; }
    public IReadOnlyList<Step> Path { get; init; } = [];
}
