using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Tracker.Platform.Peers;

/// <summary>Why a peer returned no value.</summary>
public enum PeerFailure
{
    /// <summary>There was no connection, or no answer in time.</summary>
    Away,

    /// <summary>It answered with a status other than 200, or closed the connection before its answer was complete.</summary>
    Refused,

    /// <summary>The peer itself reports that the resource does not exist.</summary>
    NotFound,

    /// <summary>Its 200 is too long, or has an unexpected form.</summary>
    Unreadable,
}

/// <summary>Why a peer returned no value.</summary>
/// <param name="Reason">For logs: the peer and what it did, for example <c>auth-service answered 503</c>.</param>
public sealed record PeerProblem(PeerFailure Failure, string Reason)
{
    /// <summary>Null when there was no complete answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The exception that ended the call; null when the answer can be read.</summary>
    public Exception? Cause { get; init; }
}

/// <summary>The answer of a peer: a value, or the reason why there is none.</summary>
public sealed class PeerAnswer<T>
    where T : class
{
    private readonly T? value;
    private readonly PeerProblem? problem;

    private PeerAnswer(T? value, PeerProblem? problem) => (this.value, this.problem) = (value, problem);

    public bool Succeeded([NotNullWhen(true)] out T? result, [NotNullWhen(false)] out PeerProblem? reason)
    {
        (result, reason) = (value, problem);
        return problem is null;
    }

    public static implicit operator PeerAnswer<T>(T value) => new(value, null);

    public static implicit operator PeerAnswer<T>(PeerProblem problem) => new(null, problem);
}
