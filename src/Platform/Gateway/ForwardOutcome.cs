using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace Tracker.Platform.Gateway;

/// <summary>How the attempt to forward a request to one address ended.</summary>
internal enum ForwardOutcome
{
    Answered,

    /// <summary>No connection; nothing was sent.</summary>
    Away,

    /// <summary>The connection ended before an answer, or the answer cannot be read.</summary>
    Broken,

    TimedOut,

    /// <summary>The client sent a body that cannot be read, or too slowly.</summary>
    BadRequest,

    ClientGone,

    /// <summary>The answer ended early.</summary>
    CutShort,
}

internal static class ForwardOutcomes
{
    public static string Label(this ForwardOutcome outcome) => outcome switch
    {
        ForwardOutcome.Answered => "answered",
        ForwardOutcome.Away => "away",
        ForwardOutcome.Broken => "broken",
        ForwardOutcome.TimedOut => "timed_out",
        ForwardOutcome.BadRequest => "bad_request",
        ForwardOutcome.ClientGone => "client_gone",
        _ => "cut_short",
    };

    public static ForwardOutcome Of(ForwarderError error, HttpContext context)
    {
        if (error == ForwarderError.None)
        {
            return ForwardOutcome.Answered;
        }

        var cause = context.Features.Get<IForwarderErrorFeature>()?.Exception;
        return error switch
        {
            ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled
                or ForwarderError.ResponseBodyCanceled or ForwarderError.ResponseBodyClient => ForwardOutcome.ClientGone,
            _ when context.Response.HasStarted => error == ForwarderError.ResponseBodyDestination
                ? ForwardOutcome.CutShort
                : ForwardOutcome.Answered,
            ForwarderError.RequestTimedOut => cause is OperationCanceledException { InnerException: TimeoutException }
                ? ForwardOutcome.Away
                : ForwardOutcome.TimedOut,
            ForwarderError.RequestBodyClient => ForwardOutcome.BadRequest,
            ForwarderError.Request => IsUnconnected(cause) ? ForwardOutcome.Away : ForwardOutcome.Broken,
            _ => ForwardOutcome.Broken,
        };
    }

    private static bool IsUnconnected(Exception? cause) =>
        cause is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };
}
