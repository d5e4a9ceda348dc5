using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Facts;

/// <summary>The word that T-SQL has for a securable class after ON; null where the statement names none.</summary>
internal static class SecurableWord
{
    public static string? Of(SecurityObjectKind kind) => kind switch
    {
        SecurityObjectKind.NotSpecified => null,
        SecurityObjectKind.ApplicationRole => "APPLICATION ROLE",
        SecurityObjectKind.Assembly => "ASSEMBLY",
        SecurityObjectKind.AsymmetricKey => "ASYMMETRIC KEY",
        SecurityObjectKind.AvailabilityGroup => "AVAILABILITY GROUP",
        SecurityObjectKind.Certificate => "CERTIFICATE",
        SecurityObjectKind.Contract => "CONTRACT",
        SecurityObjectKind.Database => "DATABASE",
        SecurityObjectKind.Endpoint => "ENDPOINT",
        SecurityObjectKind.ExternalModel => "EXTERNAL MODEL",
        SecurityObjectKind.FullTextCatalog => "FULLTEXT CATALOG",
        SecurityObjectKind.FullTextStopList => "FULLTEXT STOPLIST",
        SecurityObjectKind.Login => "LOGIN",
        SecurityObjectKind.MessageType => "MESSAGE TYPE",
        SecurityObjectKind.Object => "OBJECT",
        SecurityObjectKind.RemoteServiceBinding => "REMOTE SERVICE BINDING",
        SecurityObjectKind.Role => "ROLE",
        SecurityObjectKind.Route => "ROUTE",
        SecurityObjectKind.Schema => "SCHEMA",
        SecurityObjectKind.SearchPropertyList => "SEARCH PROPERTY LIST",
        SecurityObjectKind.Server => "SERVER",
        SecurityObjectKind.ServerRole => "SERVER ROLE",
        SecurityObjectKind.Service => "SERVICE",
        SecurityObjectKind.SymmetricKey => "SYMMETRIC KEY",
        SecurityObjectKind.Type => "TYPE",
        SecurityObjectKind.User => "USER",
        SecurityObjectKind.XmlSchemaCollection => "XML SCHEMA COLLECTION",
        _ => throw new InvalidDataException($"A securable class without a word: {kind}."),
    };
}
