using MySqlConnector;

namespace Tracker.Platform.Persistence.MySql;

/// <summary>What the errors of MySQL and MariaDB mean to a service; part of <see cref="Database.IsAway"/>.</summary>
internal static class MySqlFaults
{
    // The server's numbers that the driver has no names for.
    private const int NotReadyInCluster = 1047;
    private const int StatementTimeout = 1969;
    private const int LoginRejected = 1698;
    private const int ReadOnlyMode = 1836;

    /// <summary>
    /// Whether the server failed for reasons of its own: not there, too slow, overloaded, read-only, stopping, without quorum, or it
    /// rejects the login.
    /// </summary>
    public static bool IsAway(MySqlException e) =>
        IsShut(e) || e.IsTransient || e.InnerException is IOException or System.Net.Sockets.SocketException || e.ErrorCode switch
        {
            // The driver's own: the connection broke, or its time limit passed.
            MySqlErrorCode.None or MySqlErrorCode.CommandTimeoutExpired or MySqlErrorCode.UnableToConnectToHost => true,
            MySqlErrorCode.ConnectionCountError or MySqlErrorCode.TooManyUserConnections or MySqlErrorCode.UserLimitReached => true,
            MySqlErrorCode.OptionPreventsStatement or MySqlErrorCode.CannotExecuteInReadOnlyTransaction => true,
            (MySqlErrorCode)ReadOnlyMode => true,
            MySqlErrorCode.LockWaitTimeout or MySqlErrorCode.LockDeadlock or MySqlErrorCode.ErrorDuringCommit => true,
            MySqlErrorCode.QueryInterrupted or MySqlErrorCode.QueryTimeout or (MySqlErrorCode)StatementTimeout => true,
            MySqlErrorCode.ServerShutdown or MySqlErrorCode.NormalShutdown => true,
            MySqlErrorCode.AbortingConnection or MySqlErrorCode.NewAbortingConnection or (MySqlErrorCode)NotReadyInCluster => true,
            MySqlErrorCode.DiskFull or MySqlErrorCode.OutOfMemory or MySqlErrorCode.OutOfResources or MySqlErrorCode.RecordFileFull => true,
            _ => false,
        };

    /// <summary>Whether the server rejects the login or has no such database.</summary>
    public static bool IsShut(MySqlException e) =>
        e.ErrorCode is MySqlErrorCode.AccessDenied or MySqlErrorCode.DatabaseAccessDenied or MySqlErrorCode.UnknownDatabase
            or MySqlErrorCode.HostNotPrivileged or (MySqlErrorCode)LoginRejected;
}
