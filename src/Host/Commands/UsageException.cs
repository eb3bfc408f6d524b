namespace Tracker.Host.Commands;

/// <summary>The command line cannot be understood; the message is one line for the person who typed it.</summary>
internal sealed class UsageException(string message) : Exception(message);
