namespace Regrant.Conformance.Sqlcmd;

/// <summary>The two programs of that name.</summary>
internal enum Edition { Odbc, Go }
