using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Tracker.Platform.Peers;

/// <summary>Why a peer gave no value.</summary>
public enum PeerFailure
{
    /// <summary>There was no connection, or no answer in time.</summary>
    Away,

    /// <summary>It answered with another status than 200, or ended the connection before its answer was complete.</summary>
    Refused,

    /// <summary>It says itself that there is no such thing.</summary>
    NotFound,

    /// <summary>Its 200 is too long, or not what was asked for.</summary>
    Unreadable,
}

/// <summary>Why a peer gave no value, and what it did instead.</summary>
/// <param name="Failure">The kind of failure.</param>
/// <param name="Reason">The peer and what it did, for logs, e.g. <c>auth-service answered 503</c>.</param>
public sealed record PeerProblem(PeerFailure Failure, string Reason)
{
    /// <summary>The status it answered with; null when there was no complete answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>What the call ended with; null when there was an answer that can be read.</summary>
    public Exception? Cause { get; init; }
}

/// <summary>What a peer said: a value, or why there is none.</summary>
public sealed class PeerAnswer<T>
    where T : class
{
    private readonly T? value;
    private readonly PeerProblem? problem;

    private PeerAnswer(T? value, PeerProblem? problem) => (this.value, this.problem) = (value, problem);

    /// <summary>Tells which of the two it is.</summary>
    public bool Succeeded([NotNullWhen(true)] out T? result, [NotNullWhen(false)] out PeerProblem? reason)
    {
        (result, reason) = (value, problem);
        return problem is null;
    }

    /// <summary>An answer with a value.</summary>
    public static implicit operator PeerAnswer<T>(T value) => new(value, null);

    /// <summary>An answer without one.</summary>
    public static implicit operator PeerAnswer<T>(PeerProblem problem) => new(null, problem);
}
