using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Tracker.Platform.Http.Pipeline;

/// <summary>
/// Routes HEAD to the endpoint of GET (RFC 9110 §9.3.2) by changing the method for routing only. The server never sends the body of a HEAD
/// response.
/// </summary>
internal static class HeadRouting
{
    public static void UseRoutingWithHead(this WebApplication app)
    {
        app.Use(next => context => next(Ask(context)));
        app.UseRouting();
        app.Use(next => context => next(Restore(context)));
    }

    private static HttpContext Ask(HttpContext context)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.State().IsHead = true;
            context.Request.Method = HttpMethods.Get;
        }

        return context;
    }

    private static HttpContext Restore(HttpContext context)
    {
        if (context.State().IsHead)
        {
            context.Request.Method = HttpMethods.Head;
        }

        return context;
    }
}
