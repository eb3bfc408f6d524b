namespace Tracker.Host.Commands;

/// <summary>The command line is invalid; the message is one line for the user.</summary>
internal sealed class UsageException(string message) : Exception(message);
