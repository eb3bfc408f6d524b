using Npgsql;

namespace Tracker.Platform.Persistence;

/// <summary>A write is not known to be as durable as the database was told to make it: it may be lost, or be there later.</summary>
public sealed class UnconfirmedWriteException : NpgsqlException
{
    internal UnconfirmedWriteException(string message)
        : base(message)
    {
    }
}
