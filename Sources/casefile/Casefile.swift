import ArgumentParser

@main
struct Casefile: ParsableCommand {}
